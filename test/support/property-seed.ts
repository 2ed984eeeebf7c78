import fc from 'fast-check'
import { seed } from './seed.js'

// Each property draws from the seed of the run, so that a build tells about the change and not about luck.
fc.configureGlobal({ seed })
