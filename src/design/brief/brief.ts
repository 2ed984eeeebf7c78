/** What is known of a problem (design.md 5.1). */
import { z } from 'zod'

export const briefSchema = z.object({ request: z.string() })
export type Brief = z.infer<typeof briefSchema>
