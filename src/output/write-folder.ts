/** Writes a command's files into a folder that is new or empty, never through a symbolic link, and all or nothing. */
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BadInput } from '../errors.js'

export interface OutputFile {
  /** A plain name, or a path of plain names with `/` between them. */
  readonly name: string
  readonly content: string | Uint8Array
}

/** No dot in front, no `..`, nothing that a shell or another system reads as more than a name. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/
const maxParts = 4

const isPlain = (name: string) => {
  const parts = name.split('/')
  return parts.length <= maxParts && parts.every((part) => plainName.test(part) && part.length <= 100)
}

/**
 * @returns the folder's absolute path
 * @throws BadInput when the folder is a link, is no folder, holds anything or cannot be written; then nothing is left
 */
export function writeFolder(folder: string, files: readonly OutputFile[]): string {
  const path = resolve(folder)
  const odd = files.find(({ name }) => !isPlain(name))
  if (odd) throw new RangeError(`Expected a path of plain names. Received: ${odd.name}`)
  const undo: (() => void)[] = []
  try {
    mustBeEmpty(path)
    makeFolder(path, undo)
    mustBeEmpty(path)
    for (const { name, content } of files) {
      const file = join(path, name)
      makeFolder(dirname(file), undo)
      mustBeOwn(path, dirname(file))
      writeNew(file, content, undo)
    }
    return path
  } catch (error) {
    for (const step of undo.reverse()) attempt(step)
    if (error instanceof BadInput) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new BadInput(`--out ${path} cannot be written (${code}). Choose a folder you may write in.`, {
      cause: error,
    })
  }
}

/** What cannot be taken back is left: the first error is the one to tell. */
function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // Told by the first error.
  }
}

/** One level after the other, so that each new one can be taken back and a link in our own part is seen. */
function makeFolder(path: string, undo: (() => void)[]): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  // Above the folder that was given, links are the person's own.
  if (stat) return
  makeFolder(dirname(path), undo)
  mkdirSync(path)
  undo.push(() => rmdirSync(path))
}

/** Folders of ours inside `path`: a link that somebody puts there meanwhile is not followed. */
function mustBeOwn(path: string, inner: string): void {
  for (let folder = inner; folder !== path; folder = dirname(folder))
    if (!lstatSync(folder).isDirectory())
      throw new BadInput(
        `--out ${path}: ${folder} is a link or file that was put there meanwhile. Try again.`,
      )
}

function mustBeEmpty(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isSymbolicLink())
    throw new BadInput(`--out ${path} is a symbolic link. Give the folder itself, new or empty.`)
  if (!stat.isDirectory()) throw new BadInput(`--out ${path} is a file. Give a folder that is new or empty.`)
  if (readdirSync(path).length > 0)
    throw new BadInput(
      `--out ${path} is not empty, and nothing is overwritten. Give a folder that is new or empty.`,
    )
}

function writeNew(path: string, content: string | Uint8Array, undo: (() => void)[]): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)
  undo.push(() => unlinkSync(path))
  try {
    writeFileSync(file, content)
  } finally {
    closeSync(file)
  }
}
