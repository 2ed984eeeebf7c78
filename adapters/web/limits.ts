/**
 * Every number of the web chat. Unlike other platforms the limits are our own: what the store takes
 * (src/session/limits.ts), and what keeps a page quick and a server safe.
 */
import { maxEventBytes } from '../../src/session/limits.js'

/** A message a person writes, in bytes of UTF-8: as much as the store accepts. */
export const maxTextBytes = maxEventBytes
/** A request body. Percent-encoding makes up to three bytes of one, and the form's other fields come on top. */
export const maxBodyBytes = 4 * maxTextBytes
/** A person's name as typed at sign-in. */
export const maxNameLength = 60
/** Designs listed beside a thread, and on the page that lists them. */
export const listedDesigns = { side: 20, page: 200 } as const
/** Silence on a live connection after which a comment is sent, so that proxies keep it open. */
export const heartbeatMs = 15_000
/** Pause before Redis is asked again for a live connection. */
export const liveRetryMs = 1_000
/** A progress line that nobody renews or clears. */
export const statusMs = 60_000
/** An answer that waits for the first page to be opened. */
export const answerMs = 60_000
/** How long the answer to a form waits for our reply when the browser runs no script. */
export const plainWaitMs = 2_500
/** How long a sign-in lasts. */
export const cookieDays = 30
/** Wrong tokens per minute and process before sign-in answers 429. */
export const signInTriesPerMinute = 20
/** Words that designs are looked for by. */
export const maxSearchLength = 200
