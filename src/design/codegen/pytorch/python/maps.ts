/** Small modules around convolutions and series. */
import type { PythonPart } from './parts.js'

export const overLeadingAxes: PythonPart = {
  name: 'over_leading_axes',
  text: `def over_leading_axes(module: nn.Module, x: Tensor, axes: int) -> Tensor:
    """Applies a module that takes one batch axis to x with several before its last \`axes\`."""
    leading = x.shape[: x.dim() - axes]
    return module(x.flatten(0, len(leading) - 1)).unflatten(0, leading)
`,
}

export const samePadding: PythonPart = {
  name: 'SamePadding',
  text: `class SamePadding(nn.Module):
    """Pads the last axes so that a window of this size and stride fits as often as the stride does."""

    def __init__(self, *windows: tuple[int, int, int], value: float = 0.0) -> None:
        """windows: (kernel, stride, dilation) of each axis."""
        super().__init__()
        self.windows, self.value = windows, value

    def forward(self, x: Tensor) -> Tensor:
        sides: list[int] = []
        for size, (kernel, stride, dilation) in zip(reversed(x.shape), reversed(self.windows)):
            missing = max(0, (-(-size // stride) - 1) * stride + (kernel - 1) * dilation + 1 - size)
            sides += [missing // 2, missing - missing // 2]
        return nn.functional.pad(x, sides, value=self.value)
`,
}

export const causalConvolution: PythonPart = {
  name: 'CausalConv1d',
  text: `class CausalConv1d(nn.Conv1d):
    """Convolution over (batch, channels, steps) that sees no later step: all padding is before the first."""

    def forward(self, x: Tensor) -> Tensor:
        before = self.dilation[0] * (self.kernel_size[0] - 1)
        return super().forward(nn.functional.pad(x, (before, 0)))
`,
}

export const movingAverage: PythonPart = {
  name: 'moving_average',
  text: `def moving_average(x: Tensor, window: int) -> Tensor:
    """Mean of \`window\` steps around each, ends repeated. x: (batch, ..., steps, features), the same back."""
    side = (window - 1) // 2
    first, last = x[..., :1, :], x[..., -1:, :]
    padded = torch.cat([first.expand(*x.shape[:-2], side, -1), x, last.expand(*x.shape[:-2], side, -1)], dim=-2)
    flat = padded.transpose(-1, -2).flatten(0, -3)
    means = nn.functional.avg_pool1d(flat, window, stride=1)
    return means.unflatten(0, (*x.shape[:-2],)).transpose(-1, -2)
`,
}

export const layerScale: PythonPart = {
  name: 'LayerScale',
  text: `class LayerScale(nn.Module):
    """A learned factor for each feature. x: (batch, ..., features), the same back."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale
`,
}
