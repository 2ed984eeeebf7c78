"""lstm_forecaster_168_24, generated from its model spec.

Tensors have a batch axis in front; maps inside have channels before positions, as PyTorch wants them.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn


class Recurrence(NamedTuple):
    """All steps, the last step (of both directions), and the state to go on from."""

    sequence: Tensor
    last: Tensor
    state: Tensor


class Recurrent(nn.Module):
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


class Mlp(nn.Sequential):
    """Layers of.

    x: (batch, features)
    Returns (batch, units).
    """

    def __init__(self, features: int, units: int) -> None:
        super().__init__(
            nn.Linear(features, 64),
            nn.ReLU(),
            nn.Linear(64, units),
        )


class LstmForecaster16824(nn.Module):
    """lstm_forecaster_168_24.

    x: (batch, 168, 12)
    Returns (batch, 24).
    """

    def __init__(self) -> None:
        super().__init__()
        self.lstm = Recurrent(nn.LSTM(12, 128, num_layers=2, dropout=0.1, batch_first=True))
        self.layer_norm = nn.LayerNorm(128)
        self.mlp = Mlp(128, units=24)

    def forward(self, x: Tensor) -> Tensor:
        x = self.lstm(x).last
        x = self.layer_norm(x)
        return self.mlp(x)


def build_model() -> LstmForecaster16824:
    """The model with the sizes of the design."""
    return LstmForecaster16824()
