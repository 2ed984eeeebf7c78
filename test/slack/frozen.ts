/**
 * A process that stops at a request: what `fetch` sends to one address is held up, before it leaves or before its
 * answer comes back, as if the process were gone from then on.
 */
export type Moment = 'before' | 'after'

const holders = new Map<string, (path: string, moment: Moment) => Promise<void>>()
const real = globalThis.fetch
let isInstalled = false

export interface Frozen {
  /** Resolves when the request was reached. */
  readonly reached: Promise<void>
  /** What was requested until then: paths, in order. */
  readonly paths: readonly string[]
}

/**
 * Holds up the request for which `at` says so, for good; requests after it pass.
 * @param url beginning of the addresses that are looked at
 */
export function freezeAt(url: string, at: (path: string, index: number, moment: Moment) => boolean): Frozen {
  install()
  let reach: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const paths: string[] = []
  holders.set(url, async (path, moment) => {
    if (moment === 'before') paths.push(path)
    if (!at(path, paths.length - 1, moment)) return
    holders.delete(url)
    reach()
    await new Promise(() => undefined)
  })
  return { reached, paths }
}

function install(): void {
  if (isInstalled) return
  isInstalled = true
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input)
    const [base] = [...holders.keys()].filter((each) => url.startsWith(each))
    const hold = base === undefined ? undefined : holders.get(base)
    const path = new URL(url).pathname.replace(/^\/api\//, '').replace(/^\/upload.*/, 'upload')
    await hold?.(path, 'before')
    const answer = await real(input, init)
    await hold?.(path, 'after')
    return answer
  }
}
