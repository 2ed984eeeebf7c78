import type { PythonPart } from './parts.js'

export const basisExpansion: PythonPart = {
  name: 'BasisExpansion',
  imports: ['math'],
  text: `class BasisExpansion(nn.Module):
    """Coefficients times fixed curves: powers of time, or cosines and sines. (..., coefficients) to (..., units)."""

    table: Tensor

    def __init__(self, coefficients: int, units: int, seasonal: bool = False) -> None:
        super().__init__()
        time = torch.arange(units) / units
        if seasonal:
            angles = 2 * math.pi * torch.arange(coefficients // 2)[:, None] * time
            table = torch.cat([angles.cos(), angles.sin()])
        else:
            table = time ** torch.arange(coefficients)[:, None]
        self.register_buffer("table", table)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.table
`,
}
