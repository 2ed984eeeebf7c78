/** Which architect decides the steps. A further one is a line in the table and a condition in `chooseArchitect`. */
import type { Architect } from '../src/architect/architect.js'
import { createOfflineArchitect } from '../src/architect/offline.js'
import type { Config } from '../src/config.js'

type Name = 'offline'

const architects: Readonly<Record<Name, (config: Config) => Architect>> = {
  /** The design core alone: no key, no network. */
  offline: () => createOfflineArchitect(),
}

/** The architect that the settings ask for; without any, the offline one. */
export function chooseArchitect(config: Config): Architect {
  return architects.offline(config)
}
