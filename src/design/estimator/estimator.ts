/** A model without layers: trees, statistics, a rule. One file per kind; this one is the table. */
import { z } from 'zod'

export const estimatorSchema = z.object({ kind: z.string() })
export type Estimator = z.infer<typeof estimatorSchema>
