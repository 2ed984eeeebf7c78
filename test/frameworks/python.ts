/** The process that builds generated models in PyTorch: one request, one answer, in order (measure.py). */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, inject } from 'vitest'
import { z } from 'zod'

export type Device = 'meta' | 'cpu'

export interface Model {
  readonly code: string
  /** Without batch. */
  readonly inputs: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly dtype: string; readonly count?: number }>
  >
}
export interface Request extends Model {
  readonly device: Device
  readonly measure: readonly ('counts' | 'run' | 'saved' | 'source')[]
  /** For what is saved; 1 where left out. */
  readonly batch?: number
}

const shape = z.array(z.number().int())
const answerSchema = z.object({
  id: z.number(),
  /** What the model raised, and where. */
  error: z.string().optional(),
  params: z.number().optional(),
  trainable: z.number().optional(),
  buffers: z.number().optional(),
  /** Of each output, for two samples and for one. */
  shapes: z.array(shape).optional(),
  alone: z.array(shape).optional(),
  dtypes: z.array(z.string()).optional(),
  /** Of one sample. */
  flops: z.number().optional(),
  /** Whether a sample gives the same alone and beside another; only with real numbers. */
  independent: z.boolean().optional(),
  saved: z.number().optional(),
  findings: z.array(z.string()).optional(),
  /** The source without its texts, as a hash. */
  skeleton: z.string().optional(),
  /** Something in the source changed the environment of the process. */
  planted: z.boolean().optional(),
})
export type Answer = z.infer<typeof answerSchema>

export interface Python {
  readonly ask: (request: Request) => Promise<Answer>
}

/** Starts one for the file of tests that calls it, and ends it after the last. */
export function startPython(): Python {
  const script = fileURLToPath(new URL('measure.py', import.meta.url))
  let process: ChildProcessWithoutNullStreams | undefined
  let ended: Error | undefined
  let errors = ''
  let next = 0
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()

  function start(): ChildProcessWithoutNullStreams {
    const child = spawn(inject('python'), ['-B', script], { stdio: 'pipe' })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = answerSchema.parse(JSON.parse(line))
      waiting.get(answer.id)?.resolve(answer)
      waiting.delete(answer.id)
    })
    child.stderr.on('data', (data) => {
      errors = `${errors}${data}`.slice(-4_000)
    })
    child.stdin.on('error', () => {})
    const onEnd = (why: string) => {
      ended = new Error(`Python ended (${why}). Its last lines:\n${errors}`)
      for (const { reject } of waiting.values()) reject(ended)
      waiting.clear()
    }
    child.on('error', (error) => onEnd(error.message))
    child.on('close', (code, signal) => onEnd(String(code ?? signal)))
    return child
  }

  afterAll(async () => {
    if (!process || ended) return
    const closed = new Promise((resolve) => process?.once('close', resolve))
    process.stdin.end()
    await closed
  })

  return {
    ask(request) {
      if (ended) return Promise.reject(ended)
      process ??= start()
      const id = next
      next += 1
      const answer = new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }))
      process.stdin.write(`${JSON.stringify({ id, ...request })}\n`)
      return answer
    },
  }
}
