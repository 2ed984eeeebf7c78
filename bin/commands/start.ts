/** `ml-architect start`: everything in one process, on a Redis of its own where REDIS_URL is not set. */
import type { Environment } from '../../src/config.js'
import { serve } from '../serve.js'
import { ownStore } from '../store.js'

/** The exit code, once it was told to stop. */
export const start = (environment: Environment): Promise<number> =>
  serve(environment, async (service) => {
    // The program is loaded while its Redis starts.
    const [store, { openAdapters, openWorkers }] = await Promise.all([
      ownStore(service),
      import('../halves.js'),
    ])
    // The workers first: whoever is let in is answered.
    await openWorkers(service, store.url)
    const { addresses, places } = await openAdapters(service, store.url)
    store.announce(addresses[0] ?? '')
    return places.join(' and ')
  })
