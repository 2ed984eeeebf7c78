/** Recurrent networks with their ends named, batch first, over any leading axes. */
import type { PythonPart } from './parts.js'

const recurrence: PythonPart = {
  name: 'Recurrence',
  imports: ['NamedTuple'],
  text: `class Recurrence(NamedTuple):
    """All steps, the last step (of both directions), and the state to go on from."""

    sequence: Tensor
    last: Tensor
    state: Tensor
`,
}

export const recurrent: PythonPart = {
  name: 'Recurrent',
  needs: [recurrence],
  text: `class Recurrent(nn.Module):
    """nn.LSTM, nn.GRU or nn.RNN over (batch, ..., steps, features).

    state: (batch, ..., chains, units), one for each layer and direction; for an LSTM (batch, ..., 2, chains, units).
    """

    def __init__(self, cell: nn.RNNBase) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor, state: Tensor | None = None) -> Recurrence:
        leading = x.shape[:-2]
        start = None
        if state is not None:
            flat = state.flatten(0, len(leading) - 1)
            parts = flat.unbind(1) if self.is_lstm else (flat,)
            begins = tuple(part.transpose(0, 1).contiguous() for part in parts)
            start = begins if self.is_lstm else begins[0]
        sequence, end = self.cell(x.flatten(0, len(leading) - 1), start)
        if self.is_lstm:
            # A projected hidden state is narrower than its cell and goes alone.
            ends = (torch.stack(end) if self.cell.proj_size == 0 else end[0][None]).permute(2, 0, 1, 3)
        else:
            ends = end.transpose(0, 1)
        last = sequence[:, -1]
        if self.cell.bidirectional:
            forward, backward = sequence.chunk(2, dim=-1)
            last = torch.cat([forward[:, -1], backward[:, 0]], dim=-1)
        return Recurrence(*(t.unflatten(0, leading) for t in (sequence, last, ends)))

    @property
    def is_lstm(self) -> bool:
        return isinstance(self.cell, nn.LSTM)
`,
}

export const cell: PythonPart = {
  name: 'Cell',
  text: `class Cell(nn.Module):
    """One step of nn.LSTMCell (hidden and cell) or nn.GRUCell (hidden): vectors of (batch, ...)."""

    def __init__(self, cell: nn.RNNCellBase) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor, *state: Tensor) -> tuple[Tensor, ...]:
        leading = x.shape[:-1]
        flat = [t.flatten(0, -2) for t in (x, *state)]
        new = self.cell(flat[0], tuple(flat[1:]) if len(state) > 1 else flat[1])
        parts = new if isinstance(new, tuple) else (new,)
        return tuple(t.unflatten(0, leading) for t in parts)
`,
}
