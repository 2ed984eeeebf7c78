/**
 * A doubly residual block (Oreshkin et al., N-BEATS, 2020): explains a part of the history, which is taken away, and
 * forecasts it. Inputs: the rest of the history, and the forecast so far; outputs `left` and `total`, so `repeat`
 * stacks it. `basis`: generic (two linears), trend or seasonal (fixed curves of `terms` coefficients).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { featuresIn } from '../layers/layer.js'
import { featuresOf } from '../shape.js'
import { block } from './block.js'

export const nbeatsBlock = block({
  kind: 'nbeats_block',
  schema: z.strictObject({
    width: positive,
    layers: positive.max(32).default(4),
    basis: z.enum(['generic', 'trend', 'seasonal']).default('generic'),
    /** Coefficients of the fixed curves. */
    terms: positive.optional(),
  }),
  takes: { least: 2, most: 2 },
  inputs: ['rest', 'forecast'],
  expand({ layers, width, basis, terms }, given) {
    const [, forecast] = given.inputs
    const sizes = { features: featuresIn(given), horizon: featuresOf(forecast?.shape ?? []) }
    const body = {
      name: 'body',
      kind: 'mlp',
      hidden: Array.from({ length: layers }, () => width),
      from: 'rest',
    }
    const ends = [
      { name: 'left', kind: 'subtract', from: ['rest', 'seen'] },
      { name: 'total', kind: 'add', from: ['forecast', 'coming'] },
    ]
    const outputs = ['left', 'total']
    if (basis === 'generic')
      return {
        params: sizes,
        nodes: [
          body,
          { name: 'seen', kind: 'linear', units: '$features', bias: false, from: 'body' },
          { name: 'coming', kind: 'linear', units: '$horizon', bias: false, from: 'body' },
          ...ends,
        ],
        outputs,
      }
    if (terms === undefined)
      return {
        ...misfit('missing_field', `terms, the coefficients of a ${basis} basis`, 'none'),
        field: 'terms',
      }
    const curve = (name: string, units: string) => [
      { kind: 'linear', units: '$terms', bias: false, from: 'body' },
      { name, kind: 'basis_expansion', basis, units },
    ]
    return {
      params: sizes,
      nodes: [body, ...curve('seen', '$features'), ...curve('coming', '$horizon'), ...ends],
      outputs,
    }
  },
  variant: ({ basis }) => ({ generic: undefined, trend: 'Trend', seasonal: 'Seasonal' })[basis],
  describe: ({ width, layers, basis }) => `N-BEATS block, ${basis}, ${layers} layers of ${width}`,
})
