/** The model spec: a typed tree of named modules over named tensors, as JSON (docs/spec.md). */
import { z } from 'zod'

export const modelSpecSchema = z.object({ name: z.string() })
export type ModelSpec = z.infer<typeof modelSpecSchema>
