import { generateKeyPairSync, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate that vouches for itself, and its key, both as PEM. */
export type SelfSigned = { cert: string; key: string }

const DAY_MS = 24 * 60 * 60 * 1000
/** Object identifiers in DER: RFC 5758 (ecdsa-with-SHA256), RFC 5280 (commonName and the two extensions). */
const OID = {
  ecdsaWithSha256: '06082a8648ce3d040302',
  commonName: '0603550403',
  subjectAltName: '0603551d11',
  basicConstraints: '0603551d13',
}

/**
 * Makes a certificate for these names and IPv4 addresses (X.509 version 3, RFC 5280), valid for two days. Node
 * makes keys but no certificates; made anew, no key has to be kept beside the tests and nothing runs out.
 */
export function makeSelfSigned(hosts: string[]): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('ecdsaWithSha256'))
  const name = sequence(der(0x31, sequence(oid('commonName'), der(0x0c, Buffer.from('self-signed')))))
  const alternatives = hosts.map((host) =>
    isIP(host) ? der(0x87, ipv4(host)) : der(0x82, Buffer.from(host)),
  )
  const extensions = sequence(
    sequence(oid('subjectAltName'), der(0x04, sequence(...alternatives))),
    sequence(oid('basicConstraints'), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
  )
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)])
  const base64 = sequence(content, algorithm, der(0x03, signature)).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** One value in DER (ITU-T X.690): tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...content: Buffer[]) => der(0x30, ...content)
const oid = (name: keyof typeof OID) => Buffer.from(OID[name], 'hex')
const ipv4 = (host: string) => Buffer.from(host.split('.').map(Number))

/** A UTCTime: 261122000000Z. */
function time(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
}
