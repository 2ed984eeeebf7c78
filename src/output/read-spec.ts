/** A model spec from a file: also where it is wrapped, as a proposal or as everything that `design --json` printed. */
import { readFileSync, statSync } from 'node:fs'
import type { SpecIssue } from '../design/spec/issue.js'
import { type ModelSpec, parseSpec } from '../design/spec/spec.js'

/** An issue of a spec, or one of the file that it should be in. */
export interface InputIssue {
  readonly path: string
  readonly code: SpecIssue['code'] | 'unreadable'
  readonly message: string
}

export type ReadSpec =
  | {
      readonly ok: true
      readonly spec: ModelSpec
      /** Which part of the file was taken, where it is not all of it. */
      readonly note?: string
    }
  | { readonly ok: false; readonly errors: readonly InputIssue[] }

/** A spec is a few kilobytes; one of a thousand nodes without a repeat has some hundred. */
const maxBytes = 16 * 1024 ** 2

const unreadable = (message: string): ReadSpec => ({
  ok: false,
  errors: [{ path: '', code: 'unreadable', message }],
})

/** @param file a path; `-` is standard input */
export function readSpecFile(file: string): ReadSpec {
  try {
    if (file !== '-') {
      const stat = statSync(file)
      if (stat.isDirectory()) return unreadable(`${file} is a folder. Give the spec's file.`)
      if (stat.size > maxBytes)
        return unreadable(`${file} is larger than 16 MiB. Use repeat for equal layers.`)
    }
    return readSpecText(readFileSync(file === '-' ? 0 : file, 'utf8'), file === '-' ? 'standard input' : file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') return unreadable(`there is no file ${file}.`)
    if (code === 'EACCES') return unreadable(`${file} may not be read. Give yourself the right to read it.`)
    return unreadable(`${file} cannot be read (${code}).`)
  }
}

/** @param name what the text is from, for the words of an issue */
export function readSpecText(text: string, name: string): ReadSpec {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') return unreadable(`${name} is empty. A spec is JSON: see docs/spec.md.`)
  let json: unknown
  try {
    json = JSON.parse(plain)
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.replace(/\s+/g, ' ') : 'unknown'
    return unreadable(`${name} is no JSON: ${why}.`)
  }
  return specIn(json, name)
}

/** The spec itself, or the one inside `{"spec": …}`, a proposal, or a design with its proposals. */
export function specIn(json: unknown, name: string): ReadSpec {
  if (!isObject(json))
    return unreadable(`${name} holds no object. A spec begins with {"name": …, "inputs": …}.`)
  const wrapped = insideOf(json)
  if (wrapped) return unwrapped(wrapped, name)
  const parsed = parseSpec(json)
  return parsed.ok ? parsed : { ok: false, errors: parsed.issues }
}

interface Wrapped {
  readonly spec: unknown
  readonly where: string
  readonly title: string
}

/** Undefined where the object is no wrapper; then it is meant as a spec. */
function insideOf(json: Readonly<Record<string, unknown>>): Wrapped | undefined {
  if ('nodes' in json) return undefined
  if ('spec' in json) return { spec: json.spec, where: 'spec', title: titleOf(json) }
  const { proposals, recommended } = json
  if (!Array.isArray(proposals)) return undefined
  const all: readonly unknown[] = proposals
  const named = all.findIndex((proposal) => isObject(proposal) && proposal.name === recommended)
  const index = Math.max(0, named)
  const chosen = all[index]
  return isObject(chosen)
    ? { spec: chosen.spec, where: `proposals[${index}].spec`, title: titleOf(chosen) }
    : { spec: undefined, where: 'proposals', title: '' }
}

const titleOf = ({ name }: Readonly<Record<string, unknown>>) =>
  typeof name === 'string' ? ` "${name}"` : ''

function unwrapped({ spec, where, title }: Wrapped, name: string): ReadSpec {
  if (spec === null)
    return unreadable(
      `the proposal${title} in ${name} has no network, so it has no layers and no model code.`,
    )
  if (!isObject(spec)) return unreadable(`there is no spec at ${where} in ${name}.`)
  const parsed = parseSpec(spec)
  if (parsed.ok) return { ...parsed, note: `Read ${where} of ${name}.` }
  const errors = parsed.issues.map((issue) => ({
    ...issue,
    path: [where, issue.path].filter(Boolean).join('.'),
  }))
  return { ok: false, errors }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
