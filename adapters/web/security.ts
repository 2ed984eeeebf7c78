/**
 * What keeps the web chat to the people it is for: which host names a request may carry, who the signed cookie
 * says they are, and that a form came from our own page. Pure over strings; server.ts puts it into requests.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Person } from '../../src/chat/contract.js'
import { isLoopbackHost } from '../../src/config.js'
import { cookieDays, maxNameLength } from './limits.js'

/** Nothing runs, loads or is sent anywhere but here; no inline script or style exists on any page. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: browsers then send `Origin: null` with our own forms, which isForeign refuses.
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
}

/** The name in a Host header, lower case, without port and brackets. Undefined for anything that is no host. */
export function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.?)(:\d{1,5})?$/i.exec(header ?? '')
  return match?.[1]
    ?.toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}

/**
 * Whether a request may be answered at all. A page on the internet can point its own name at 127.0.0.1 and let
 * the visitor's browser talk to us (DNS rebinding); the Host header then still carries that name.
 */
export function isAllowedHost(header: string | undefined, allowedHosts: readonly string[]): boolean {
  const name = hostName(header)
  return name !== undefined && (isLoopbackHost(name) || allowedHosts.includes(name))
}

/** Compares without telling by its time how much was right. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Who is there, as the cookie says. `visit` ties the forms of a browser to its cookie. */
export interface Visitor {
  readonly user: Person
  readonly visit: string
}

/** Whoever sits at the machine, where only the machine itself can reach us. */
export const loopbackUser: Person = { id: 'local', name: 'You' }

export const newVisit = () => randomBytes(12).toString('hex')
export const newSecret = () => randomBytes(32).toString('hex')
const dayMs = 24 * 3600 * 1000

export type Signer = ReturnType<typeof createSigner>

/**
 * Signs and reads cookies and form tokens.
 * @param key shared by all processes
 * @param token the sign-in token: changing it ends every sign-in made with the old one
 */
export function createSigner(key: string, token = '') {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\0${token}\0${text}`).digest('base64url')

  return {
    /** Differs between installations on one machine: cookies do not know ports. */
    cookieName: `ml-architect-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`,

    cookie(visitor: Visitor, now: number): string {
      const name = Buffer.from(visitor.user.name ?? '').toString('base64url')
      const text = ['1', visitor.user.id, visitor.visit, name, String(now)].join('.')
      return `${text}.${sign('visitor', text)}`
    },

    /** Undefined for anything this key did not sign, or signed too long ago. */
    readCookie(cookie: string | undefined, now: number): Visitor | undefined {
      const end = cookie?.lastIndexOf('.') ?? -1
      if (cookie === undefined || end < 0) return undefined
      const text = cookie.slice(0, end)
      if (!isSame(cookie.slice(end + 1), sign('visitor', text))) return undefined
      const [version, id, visit, name, at] = text.split('.')
      if (version !== '1' || !id || !visit || name === undefined) return undefined
      if (!(Number(at) + cookieDays * dayMs > now)) return undefined
      const named = Buffer.from(name, 'base64url').toString()
      return { user: { id, ...(named !== '' && { name: named }) }, visit }
    },

    /** The hidden field of every form of this visitor. */
    formToken: (visitor: Visitor) => sign('form', `${visitor.user.id}.${visitor.visit}`),

    isFormToken: (visitor: Visitor, given: string) =>
      isSame(given, sign('form', `${visitor.user.id}.${visitor.visit}`)),
  }
}

/** A person who signs in with the token; the id is theirs as long as the cookie is. */
export function newPerson(typedName: string): Person {
  const name = typedName
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, maxNameLength)
  return { id: `w${randomBytes(8).toString('hex')}`, ...(name !== '' && { name }) }
}

/**
 * Whether another site's page made the browser send this form. Browsers say so themselves (Sec-Fetch-Site,
 * Origin); the form token is checked as well.
 */
export function isForeign(headers: { origin?: string; site?: string; host?: string }): boolean {
  if (headers.site !== undefined && headers.site !== 'same-origin' && headers.site !== 'none') return true
  if (headers.origin === undefined || headers.origin === 'null') return headers.origin === 'null'
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host
}
