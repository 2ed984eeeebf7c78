/** The layers of a typed spec as a tree in a table: composites with the sums of what is in them, repeats as one row. */
import { countNode, nodeFlops } from '../design/estimate/totals.js'
import type { TypedNode, TypedSpec } from '../design/spec/typed.js'
import { formatCount, formatScaled, formatShape } from '../messages/format.js'
import { type Column, fits, table } from './table.js'

interface Row {
  readonly name: string
  readonly kind: string
  readonly shape: string
  readonly params: number
  readonly flops: number
  /** Instead of a number of parameters. */
  readonly remark?: string
}

/**
 * In a narrow terminal numbers are shortened first, then the kinds left out, then names cut.
 * @param batch FLOPs are for so many samples
 */
export function layerTable(typed: TypedSpec, batch: number, width: number): string[] {
  const rows = typed.nodes.flatMap((node) => rowsOf(node, '', 1, 1, batch))
  const total = {
    name: 'total',
    kind: '',
    shape: '',
    params: sum(rows.filter(({ name }) => !name.startsWith(' ')).map(({ params }) => params)),
    flops: sum(rows.filter(({ name }) => !name.startsWith(' ')).map(({ flops }) => flops)),
  }
  const forms = [cells(formatCount, true), cells(compact, true), cells(compact, false)]
  const all = [...rows, total]
  const form = forms.find(({ columns, row }) => fits(columns, all.map(row), width)) ?? forms.at(-1)
  if (!form) return []
  const lines = table(form.columns, all.map(form.row), width)
  const rule = lines[1] ?? ''
  return [...lines.slice(0, -1), rule, ...lines.slice(-1)]
}

/** `38.6 M`. */
const compact = (value: number) => formatScaled(value, '').trimEnd()

/** Why a layer that has weights adds none. */
function remarkOf(node: TypedNode, sets: number): { readonly remark?: string } {
  const stored = node.weights.filter(({ buffer }) => !buffer)
  if (node.reuses !== undefined || (sets === 0 && stored.length > 0)) return { remark: 'shared' }
  return stored.length > 0 && stored.every(({ tiedTo }) => tiedTo !== undefined) ? { remark: 'tied' } : {}
}

function cells(format: (value: number) => string, hasKind: boolean) {
  const columns: readonly Column[] = [
    { title: 'layer', least: 12 },
    ...(hasKind ? [{ title: 'kind' }] : []),
    { title: 'output', least: 8 },
    { title: 'parameters', align: 'right' },
    { title: 'FLOPs', align: 'right' },
  ]
  const row = ({ name, kind, shape, params, flops, remark }: Row): string[] => [
    name,
    ...(hasKind ? [kind] : []),
    shape,
    remark ?? (params === 0 ? '-' : format(params)),
    flops === 0 ? '-' : format(flops),
  ]
  return { columns, row }
}

function rowsOf(node: TypedNode, indent: string, times: number, sets: number, batch: number): Row[] {
  const repeats = node.times > 1 ? ` x ${formatCount(node.times)}` : ''
  const row: Row = {
    name: `${indent}${labelOf(node)}${repeats}`,
    kind: node.kind,
    shape: formatShape(node.results[0]?.shape ?? []),
    params: sets * countNode(node).params,
    flops: batch * times * nodeFlops(node),
    ...remarkOf(node, sets * node.weightSets),
  }
  const inner = node.children.flatMap((child) =>
    rowsOf(child, `${indent}  `, times * node.times, sets * node.weightSets, batch),
  )
  return [row, ...inner]
}

/** The last part of its path, with the repetitions: `encoder[0..11]`. */
const labelOf = ({ path }: TypedNode): string => path.slice(path.lastIndexOf('.', bracketOf(path)) + 1)

/** `a[0..11]` has points that part no names. */
const bracketOf = (path: string): number => {
  const match = /\[[\d.]+\]$/.exec(path)
  return match ? match.index : path.length
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
