/** Writes a command's files into a folder that is new or empty, and never through a symbolic link. */
import { closeSync, constants, lstatSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { BadInput } from '../errors.js'

export interface OutputFile {
  /** A plain name, no path. */
  readonly name: string
  readonly content: string
}

/**
 * @returns the folder's absolute path
 * @throws BadInput when the folder is a link, is no folder, holds anything or cannot be written
 */
export function writeFolder(folder: string, files: readonly OutputFile[]): string {
  const path = resolve(folder)
  const odd = files.find(({ name }) => name !== basename(name) || /^\.*$/.test(name))
  if (odd) throw new RangeError(`Expected a plain file name. Received: ${odd.name}`)
  try {
    mustBeEmpty(path)
    mkdirSync(path, { recursive: true })
    mustBeEmpty(path)
    for (const { name, content } of files) writeNew(join(path, name), content)
    return path
  } catch (error) {
    if (error instanceof BadInput) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new BadInput(`--out ${path} cannot be written (${code}). Choose a folder you may write in.`, {
      cause: error,
    })
  }
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

function writeNew(path: string, content: string): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)
  try {
    writeFileSync(file, content)
  } finally {
    closeSync(file)
  }
}
