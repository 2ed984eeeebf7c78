/**
 * A process that stops at a request: what `fetch` sends to one address is held up, before it leaves or before its
 * answer comes back, as if the process were gone from then on.
 */
export type Moment = 'before' | 'after'

type Hold = (path: string, moment: Moment) => Promise<void>
const holds = new Map<string, Hold>()
const real = globalThis.fetch

/**
 * Holds up the request for which `at` says so, for good; requests after it pass. Resolves when it is reached.
 * @param url beginning of the addresses that are looked at
 * @param at is asked with the request's path and all paths until then, it among them
 */
export function freezeAt(
  url: string,
  at: (path: string, paths: readonly string[], moment: Moment) => boolean,
): Promise<void> {
  globalThis.fetch = fetchOrHold
  const paths: string[] = []
  return new Promise((resolve) => {
    holds.set(url, async (path, moment) => {
      if (moment === 'before') paths.push(path)
      if (!at(path, paths, moment)) return
      holds.delete(url)
      resolve()
      await new Promise(() => undefined)
    })
  })
}

const fetchOrHold: typeof fetch = async (input, init) => {
  const url = String(input instanceof Request ? input.url : input)
  const [, hold] = [...holds].find(([base]) => url.startsWith(base)) ?? []
  const path = new URL(url).pathname.replace(/^\/api\//, '').replace(/^\/upload.*/, 'upload')
  await hold?.(path, 'before')
  const answer = await real(input, init)
  await hold?.(path, 'after')
  return answer
}
