import { S3ServiceException } from '@aws-sdk/client-s3'

/**
 * Whether the server said that this object does not exist. A HEAD has no body to name the reason, so the SDK
 * calls it `NotFound`; a missing bucket (`NoSuchBucket`) on the other calls is a fault of ours and not this.
 */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound')
}

/** Whether the server said that the range lies past the object's end. */
export function isPastEnd(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416
}
