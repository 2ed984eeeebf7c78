/** `ml-architect worker`: the half that thinks and delivers; any number of them share one Redis. */
import type { Environment } from '../../src/config.js'
import { openWorkers } from '../halves.js'
import { startHeartbeat } from '../heartbeat.js'
import { serve } from '../serve.js'
import { sharedStore } from '../store.js'

/** The exit code, once it was told to stop. */
export const worker = (environment: Environment): Promise<number> =>
  serve(environment, async (service) => {
    const store = await sharedStore('worker', service)
    const name = await openWorkers(service, store.url)
    const stopHeartbeat = startHeartbeat()
    service.closers.add('the heartbeat', async () => stopHeartbeat())
    return `worker ${name}`
  })
