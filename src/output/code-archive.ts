/** The networks of proposals as PyTorch code: one file where there is one, else an archive of them. */
import { strToU8, zipSync } from 'fflate'
import { type CodeFile, codeTarget } from '../design/codegen/target.js'
import type { Proposal } from '../design/proposal.js'
import { inferSpec } from '../design/spec/infer.js'

/** Every archive of the same proposals is the same, byte for byte: its files are as old as the format. */
const oldest = new Date(1980, 0, 1)

export interface Code {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

/** @param base of the file's name. Undefined where no proposal has a network. */
export function codeOf(proposals: readonly Proposal[], base: string): Code | undefined {
  const files = proposals.flatMap((proposal) => filesOf(proposal, proposals.length > 1))
  const [first, ...more] = files
  if (!first) return undefined
  if (more.length === 0) return { name: `${base}-model.py`, mediaType: 'text/x-python', content: first.text }
  const tree = Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)]))
  return {
    name: `${base}-code.zip`,
    mediaType: 'application/zip',
    content: zipSync(tree, { mtime: oldest }),
  }
}

/** `A/scorer/model.py`: what is generated, under names that stay in the folder. */
function filesOf({ id, parts }: Proposal, isOneOfMany: boolean): CodeFile[] {
  const networks = parts.flatMap((part) => (part.kind === 'network' ? [part] : []))
  const taken = new Set<string>()
  return networks.flatMap(({ role, spec }) => {
    const inferred = inferSpec(spec, { framework: 'pytorch' })
    const target = codeTarget('pytorch')
    if (!inferred.ok || !target) return []
    const folder = [...(isOneOfMany ? [id] : []), ...(networks.length > 1 ? [folderOf(role, taken)] : [])]
    return target.files(inferred.typed).map(({ path, text }) => ({ path: [...folder, path].join('/'), text }))
  })
}

function folderOf(role: string, taken: Set<string>): string {
  const plain =
    role
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'network'
  let name = plain
  for (let i = 2; taken.has(name); i++) name = `${plain}-${i}`
  taken.add(name)
  return name
}
