/** Who a request is from: the signed cookie, whoever sits at this machine, or nobody yet. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isLoopbackHost } from '../../src/config.js'
import type { FormFields } from './events.js'
import { cookieDays } from './limits.js'
import type { WebLog } from './log.js'
import {
  createSigner,
  hostName,
  isForeign,
  loopbackUser,
  newSecret,
  type Signer,
  type Visitor,
} from './security.js'

export interface VisitorsOptions {
  readonly log: Pick<WebLog, 'signingKey'>
  readonly now: () => number
  /** Absent: only this machine may come in, without one. */
  readonly token?: string
  readonly publicUrl?: string
}

export type Visitors = ReturnType<typeof createVisitors>

/** Contract of what returns a promise: throws StoreUnavailable until the signing key was read once. */
export function createVisitors({ log, now, token, publicUrl }: VisitorsOptions) {
  let signer: Signer | undefined

  /** Made on the first request, so that the page also starts while Redis is away. */
  async function getSigner(): Promise<Signer> {
    signer ??= createSigner(await log.signingKey(newSecret()), token)
    return signer
  }

  const isHere = (c: Context) => isLoopbackHost(hostName(c.req.header('host')) ?? '')
  const attributes = { httpOnly: true, sameSite: 'Strict', path: '/' } as const

  async function giveCookie(c: Context, visitor: Visitor): Promise<void> {
    const sign = await getSigner()
    setCookie(c, sign.cookieName, sign.cookie(visitor, now()), {
      ...attributes,
      maxAge: cookieDays * 24 * 3600,
      secure: (publicUrl?.startsWith('https:') ?? false) && !isHere(c),
    })
  }

  const readCookie = async (c: Context) => {
    const sign = await getSigner()
    return sign.readCookie(getCookie(c, sign.cookieName), now())
  }

  /** Whether a form came from our own page, as this visitor has it. */
  async function isOwnForm(c: Context, visitor: Visitor, fields: FormFields): Promise<boolean> {
    return !isForeignRequest(c) && (await getSigner()).isFormToken(visitor, fields.csrf ?? '')
  }

  return {
    giveCookie,
    isOwnForm,

    /** Who is there. Undefined for somebody who has to sign in first. */
    async visitorOf(c: Context): Promise<Visitor | undefined> {
      const known = await readCookie(c)
      if (known) return known
      if (token !== undefined || !isHere(c)) return undefined
      // One visit for the whole machine: a link from another site arrives without the cookie, and must not end it.
      const visitor: Visitor = { user: loopbackUser, visit: 'loopback' }
      await giveCookie(c, visitor)
      return visitor
    },

    formToken: async (visitor: Visitor) => (await getSigner()).formToken(visitor),

    /** Ends the sign-in of whoever sent this form; a form that is not theirs ends nothing. */
    async signOut(c: Context, fields: FormFields): Promise<void> {
      const visitor = await readCookie(c)
      if (!visitor || !(await isOwnForm(c, visitor, fields))) return
      setCookie(c, (await getSigner()).cookieName, '', { ...attributes, maxAge: 0 })
    },
  }
}

/** Whether another site's page made the browser send this request. */
export function isForeignRequest(c: Context): boolean {
  const [origin, site, host] = [c.req.header('origin'), c.req.header('sec-fetch-site'), c.req.header('host')]
  return isForeign({ ...(origin && { origin }), ...(site && { site }), ...(host && { host }) })
}
