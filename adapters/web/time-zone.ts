/** The time zone of a browser, which chat.js leaves in a cookie: where a day and nine o'clock are the reader's own. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'

/** chat.js knows it too. */
const cookie = 'ml-architect-time-zone'

/** An IANA name that this runtime knows; undefined for anything else that a cookie may hold. */
export function readTimeZone(name: string | undefined): string | undefined {
  if (name === undefined || !/^([A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2}|UTC)$/.test(name)) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    return undefined
  }
}

export const timeZoneOf = (c: Context): string | undefined => readTimeZone(getCookie(c, cookie))
