/** What a kill test tells its worker processes. */
import { z } from 'zod'

const points = ['accepted', 'leased', 'architect', 'committed', 'attempted', 'sent', 'recorded'] as const

export const workerOptions = z.object({
  redisUrl: z.string(),
  platformUrl: z.string(),
  thinkMs: z.tuple([z.number(), z.number()]),
  /** Where it kills itself, the first time it comes there. */
  dieAt: z.enum(points).optional(),
})

/** Where the test keeps the set that its architects propose. */
export const proposalsKey = 'test:proposals'
