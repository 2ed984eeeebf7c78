"""unet_1ch_2cls, generated from its model spec.

Tensors have a batch axis in front; maps inside have channels before positions, as PyTorch wants them.
"""

import torch
from torch import Tensor, nn


class ConvNorm(nn.Sequential):
    """Convolution.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(self, features: int, channels: int) -> None:
        super().__init__(
            nn.Conv2d(features, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )


class DoubleConv(nn.Sequential):
    """Two convolutions.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(self, features: int, channels: int) -> None:
        super().__init__(
            ConvNorm(features, channels=channels),
            ConvNorm(channels, channels=channels),
        )


class Unet1ch2cls(nn.Module):
    """unet_1ch_2cls.

    x: (batch, 256, 256, 1)
    Returns (batch, 256, 256, 2).
    """

    def __init__(self) -> None:
        super().__init__()
        self.down64 = DoubleConv(1, channels=64)
        self.max_pool2d = nn.MaxPool2d(2)
        self.down128 = DoubleConv(64, channels=128)
        self.max_pool2d_2 = nn.MaxPool2d(2)
        self.down256 = DoubleConv(128, channels=256)
        self.max_pool2d_3 = nn.MaxPool2d(2)
        self.down512 = DoubleConv(256, channels=512)
        self.max_pool2d_4 = nn.MaxPool2d(2)
        self.double_conv = DoubleConv(512, channels=1024)
        self.conv_transpose2d = nn.ConvTranspose2d(1024, 512, 2, stride=2)
        self.double_conv_2 = DoubleConv(1024, channels=512)
        self.conv_transpose2d_2 = nn.ConvTranspose2d(512, 256, 2, stride=2)
        self.double_conv_3 = DoubleConv(512, channels=256)
        self.conv_transpose2d_3 = nn.ConvTranspose2d(256, 128, 2, stride=2)
        self.double_conv_4 = DoubleConv(256, channels=128)
        self.conv_transpose2d_4 = nn.ConvTranspose2d(128, 64, 2, stride=2)
        self.double_conv_5 = DoubleConv(128, channels=64)
        self.conv2d = nn.Conv2d(64, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        down64 = self.down64(x.movedim(-1, -3))
        x = self.max_pool2d(down64)
        down128 = self.down128(x)
        x = self.max_pool2d_2(down128)
        down256 = self.down256(x)
        x = self.max_pool2d_3(down256)
        down512 = self.down512(x)
        x = self.max_pool2d_4(down512)
        x = self.double_conv(x)
        x = self.conv_transpose2d(x)
        x = torch.cat([x, down512], dim=-3)
        x = self.double_conv_2(x)
        x = self.conv_transpose2d_2(x)
        x = torch.cat([x, down256], dim=-3)
        x = self.double_conv_3(x)
        x = self.conv_transpose2d_3(x)
        x = torch.cat([x, down128], dim=-3)
        x = self.double_conv_4(x)
        x = self.conv_transpose2d_4(x)
        x = torch.cat([x, down64], dim=-3)
        x = self.double_conv_5(x)
        x = self.conv2d(x)
        return x.movedim(-3, -1)


def build_model() -> Unet1ch2cls:
    """The model with the sizes of the design."""
    return Unet1ch2cls()
