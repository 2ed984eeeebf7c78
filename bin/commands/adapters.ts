/** `ml-architect adapters`: the half that listens. It needs REDIS_URL, where it meets the workers. */
import type { Environment } from '../../src/config.js'
import { openAdapters } from '../halves.js'
import { serve } from '../serve.js'
import { sharedStore } from '../store.js'

/** The exit code, once it was told to stop. */
export const adapters = (environment: Environment): Promise<number> =>
  serve(environment, async (service) => {
    const store = await sharedStore('adapters', service)
    return (await openAdapters(service, store.url)).places.join(' and ')
  })
