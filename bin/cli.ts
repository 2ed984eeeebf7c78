/**
 * The command line: commands and their options, nothing else. Exit 0, 1 for a fault, 2 for bad input. A
 * command's modules are loaded when it runs, so that none waits for what only another one needs.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import type { CheckOptions } from './commands/check.js'
import type { DesignOptions } from './commands/design.js'
import type { ScaffoldOptions } from './commands/scaffold.js'
import { report } from './report.js'

const manifest: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)
const print = (line: string) => process.stdout.write(`${line}\n`)
// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const program = new Command('ml-architect')
  .description('Designs machine-learning models: every number computed, every blueprint checked.')
  .version(manifest.version)
  .exitOverride()
  .showHelpAfterError('Run `ml-architect --help` for what there is.')

program
  .command('start')
  .description('run everything in this process, with a Redis of its own where REDIS_URL is not set')
  .action(async () => {
    const { start } = await import('./commands/start.js')
    process.exitCode = await start(process.env)
  })

program
  .command('adapters')
  .description('run the chat half: it listens and takes requests in; needs REDIS_URL')
  .action(async () => {
    const { adapters } = await import('./commands/adapters.js')
    process.exitCode = await adapters(process.env)
  })

program
  .command('worker')
  .description('run a worker: it designs and delivers; any number share one REDIS_URL')
  .action(async () => {
    const { worker } = await import('./commands/worker.js')
    process.exitCode = await worker(process.env)
  })

program
  .command('design')
  .description('design models for a problem: proposals, recommendation, open questions')
  .argument('[request...]', 'the problem in plain words, in quotes; - reads it from standard input')
  .option('--json', 'print the design as data (docs/schemas/design.json)')
  .option(
    '--answer <id=value>',
    'answer an open question; may be given again',
    (value, all: string[]) => [...all, value],
    [],
  )
  .option('--framework <name>', 'pytorch, keras or flax')
  .option('--out <folder>', 'write blueprints and design.json into a new or empty folder')
  .action(async (request: string[], options: DesignOptions) => {
    const { runDesign } = await import('./commands/design.js')
    process.exitCode = runDesign(request, options, print)
  })

program
  .command('check')
  .description('check a model spec: shapes, parameters, FLOPs, memory, time')
  .argument('<spec>', 'the spec as a JSON file (docs/spec.md), or a proposal; - reads standard input')
  .option('--json', 'print the figures as data (docs/schemas/check.json)')
  .option('--framework <name>', 'count as pytorch, keras or flax does')
  .option(
    '--size <name=N>',
    'bind a named size; may be given again',
    (value, all: string[]) => [...all, value],
    [],
  )
  .option('--batch <N>', 'samples of a forward pass and of a training step (default: 1)')
  .option('--hardware <name>', 'a device, as T4, 2x A100 80GB, RTX 4090 or 8 vCPU: time and what fits')
  .option('--optimizer <name>', 'of training: adamw, adam, sgd, sgd_momentum, adam_8bit or adafactor')
  .option('--precision <name>', 'fp32, tf32, bf16, fp16, fp8 or int8')
  .action(async (file: string, options: CheckOptions) => {
    const { runCheck } = await import('./commands/check.js')
    process.exitCode = runCheck(file, options, print)
  })

program
  .command('scaffold')
  .description('write the code of a spec or proposal into a new or empty folder')
  .argument('<file>', 'a spec, a proposal, or what design --json printed; - reads standard input')
  .requiredOption('--framework <name>', 'pytorch')
  .requiredOption('--out <folder>', 'a new or empty folder')
  .action(async (file: string, options: ScaffoldOptions) => {
    const { runScaffold } = await import('./commands/scaffold.js')
    process.exitCode = runScaffold(file, options, print)
  })

program
  .command('doctor')
  .description('check settings, Slack, Redis, port and data folder, and say how to mend what is wrong')
  .action(async () => {
    const { doctor } = await import('./commands/doctor.js')
    process.exitCode = await doctor(process.env, print)
  })

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said it; help and version are no fault.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : report(error)
}
