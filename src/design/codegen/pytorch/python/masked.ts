/** Reductions over the positions that a mask lets through. */
import type { PythonPart } from './parts.js'

const reduction = (name: string, says: string, body: string): PythonPart => ({
  name,
  text: `def ${name}(x: Tensor, mask: Tensor) -> Tensor:
    """${says} of the positions where the mask is true.

    x: (batch, ..., n, features), mask: (batch, ..., n); (batch, ..., features).
    """
${body}
`,
})

/** 0 where the mask lets nothing through. */
export const maskedMean = reduction(
  'masked_mean',
  'The mean',
  `    total = x.masked_fill(~mask[..., None], 0.0).sum(dim=-2)
    return total / mask.sum(dim=-1, keepdim=True).clamp(min=1)`,
)

/** By the field of the layer. */
export const maskedReductions: Readonly<Record<string, PythonPart>> = {
  mean: maskedMean,
  sum: reduction('masked_sum', 'The sum', '    return x.masked_fill(~mask[..., None], 0.0).sum(dim=-2)'),
  max: reduction(
    'masked_amax',
    'The largest',
    '    return x.masked_fill(~mask[..., None], torch.finfo(x.dtype).min).amax(dim=-2)',
  ),
  min: reduction(
    'masked_amin',
    'The smallest',
    '    return x.masked_fill(~mask[..., None], torch.finfo(x.dtype).max).amin(dim=-2)',
  ),
}
