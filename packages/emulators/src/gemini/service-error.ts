/** An answer that is an error in Google's JSON form. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly httpStatus: number
  readonly body: { error: { code: number; message: string; status: string; details?: unknown[] } }

  constructor(httpStatus: number, status: string, message: string, details?: unknown[]) {
    super(message)
    this.httpStatus = httpStatus
    this.body = { error: { code: httpStatus, message, status, ...(details && { details }) } }
  }
}

/** 400: the request itself is wrong. */
export function invalidArgument(message: string, details?: unknown[]): ServiceError {
  return new ServiceError(400, 'INVALID_ARGUMENT', message, details)
}

/** 400 as the service's JSON reader answers, with the place where the trouble is. */
export function invalidPayload(field: string, description: string): ServiceError {
  return invalidArgument(description, [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ ...(field && { field }), description }],
    },
  ])
}

/** 400: a photo that cannot be decoded. */
export function unreadablePhoto(): ServiceError {
  return invalidArgument(
    'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
  )
}

/** 400: the key is not one the service gave out. */
export function invalidKey(): ServiceError {
  return invalidArgument('API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ])
}

/** 403: no key at all. */
export function missingKey(): ServiceError {
  return new ServiceError(
    403,
    'PERMISSION_DENIED',
    "Method doesn't allow unregistered callers (callers without established identity). " +
      'Please use API Key or other form of API consumer identity to call this API.',
  )
}

/** 404: a model that never was, or no longer is. */
export function modelNotFound(id: string, version: string): ServiceError {
  return new ServiceError(
    404,
    'NOT_FOUND',
    `models/${id} is not found for API version ${version}, or is not supported for generateContent. ` +
      'Call ModelService.ListModels to see the list of available models and their supported methods.',
  )
}

/** 429: a quota is used up, per minute (wait `retryDelay`, such as `31s`) or per day. */
export function quotaExceeded(
  model: string,
  period: 'PerMinute' | 'PerDay',
  retryDelay: string,
): ServiceError {
  const quotaMetric = 'generativelanguage.googleapis.com/generate_content_paid_tier_requests'
  return new ServiceError(
    429,
    'RESOURCE_EXHAUSTED',
    'You exceeded your current quota, please check your plan and billing details. For more information on ' +
      'this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n' +
      `* Quota exceeded for metric: ${quotaMetric}, limit: 20, model: ${model}\n` +
      `Please retry in ${retryDelay}.`,
    [
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [
          {
            description: 'Learn more about Gemini API quotas',
            url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
          },
        ],
      },
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [
          {
            quotaMetric,
            quotaId: `GenerateRequests${period}PerProjectPerModel-PaidTier1`,
            quotaDimensions: { location: 'global', model },
            quotaValue: '20',
          },
        ],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
    ],
  )
}

const PASSING: Readonly<Record<number, readonly [status: string, message: string]>> = {
  400: ['FAILED_PRECONDITION', 'User location is not supported for the API use.'],
  401: ['UNAUTHENTICATED', 'Request had invalid authentication credentials.'],
  403: ['PERMISSION_DENIED', 'The caller does not have permission'],
  404: ['NOT_FOUND', 'Requested entity was not found.'],
  499: ['CANCELLED', 'The operation was cancelled.'],
  500: [
    'INTERNAL',
    'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
  ],
  503: ['UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  504: ['DEADLINE_EXCEEDED', 'The request timed out. Please try again.'],
}

/** The error the service usually gives with this HTTP status. */
export function usualError(httpStatus: number): ServiceError {
  const [status, message] = PASSING[httpStatus] ?? ['UNKNOWN', 'An error has occurred.']
  return new ServiceError(httpStatus, status, message)
}
