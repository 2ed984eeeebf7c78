/** Reads the instructions of the Dockerfile, and carries out its COPY and RUN lines in a folder instead of an image. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface Instruction {
  readonly name: string
  readonly words: string
}

export interface Stage {
  readonly from: string
  readonly as: string
  readonly instructions: readonly Instruction[]
}

/** The stages in order. Comments and continued lines are understood; a line without an instruction is an error. */
export function readDockerfile(text: string): Stage[] {
  const joined = text.replace(/\\\n\s*/g, ' ')
  const stages: { from: string; as: string; instructions: Instruction[] }[] = []
  for (const line of joined.split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue
    const [, name, words] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? []
    if (!name || !words) throw new Error(`This line of the Dockerfile is not understood: ${line}`)
    if (name === 'FROM') {
      const [image = '', , as = String(stages.length)] = words.split(/\s+/)
      stages.push({ from: image, as, instructions: [] })
    } else stages.at(-1)?.instructions.push({ name, words })
  }
  return stages
}

/** The words of the stage's last instruction of that name. */
export function last(stage: Stage, name: string): string | undefined {
  return stage.instructions.findLast((instruction) => instruction.name === name)?.words
}

/**
 * Carries out one stage below `folders[stage.as]`.
 * @param context the folder of the Dockerfile
 * @returns the folder that stands for its WORKDIR
 */
export function performStage(stage: Stage, context: string, folders: ReadonlyMap<string, string>): string {
  const rootOf = (as: string) => {
    const folder = folders.get(as)
    if (folder === undefined) throw new Error(`The Dockerfile has no stage ${as}`)
    return folder
  }
  const root = rootOf(stage.as)
  let workdir = root
  for (const { name, words } of stage.instructions) {
    if (name === 'WORKDIR') {
      workdir = join(root, words)
      mkdirSync(workdir, { recursive: true })
    } else if (name === 'COPY') copy(words, context, workdir, rootOf)
    else if (name === 'RUN') run(words, workdir)
    else if (!['ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(name))
      throw new Error(`The test does not know how to perform ${name}`)
  }
  return workdir
}

function copy(words: string, context: string, workdir: string, rootOf: (as: string) => string): void {
  const parts = words.split(/\s+/)
  const from = /^--from=(\S+)$/.exec(parts[0] ?? '')?.[1]
  const base = from === undefined ? context : rootOf(from)
  const [target = '', ...sources] = parts.slice(from === undefined ? 0 : 1).reverse()
  for (const source of sources) {
    const path = join(base, source)
    if (!existsSync(path)) throw new Error(`The Dockerfile copies ${source}, which is not there`)
    // As Docker does: a folder's content goes into the target, a file into it or, without a slash, onto it.
    const into = join(workdir, target)
    const place = statSync(path).isDirectory() || !target.endsWith('/') ? into : join(into, basename(path))
    cpSync(path, place, { recursive: true })
  }
}

function run(command: string, workdir: string): void {
  const done = spawnSync('/bin/sh', ['-c', command], { cwd: workdir, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`RUN ${command} failed:\n${done.stdout}${done.stderr}`)
}
