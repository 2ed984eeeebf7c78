"""resnet50, generated from its model spec.

Tensors have a batch axis in front; maps inside have channels before positions, as PyTorch wants them.
"""

from torch import Tensor, nn


class ConvNorm(nn.Sequential):
    """Convolution.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(
        self,
        features: int,
        channels: int,
        kernel: int,
        stride: int,
        padding: int,
    ) -> None:
        super().__init__(
            nn.Conv2d(features, channels, kernel, stride=stride, padding=padding, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )


class PlainConvNorm(nn.Sequential):
    """Convolution.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(self, features: int, channels: int, stride: int) -> None:
        super().__init__(
            nn.Conv2d(features, channels, 1, stride=stride, bias=False),
            nn.BatchNorm2d(channels),
        )


class ProjectedBottleneck(nn.Module):
    """Bottleneck residual block.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(self, features: int, width: int, stride: int, channels: int) -> None:
        super().__init__()
        self.reduce = ConvNorm(features, channels=width, kernel=1, stride=1, padding=0)
        self.spatial = ConvNorm(width, channels=width, kernel=3, stride=stride, padding=1)
        self.expand = PlainConvNorm(width, channels=channels, stride=1)
        self.shortcut = PlainConvNorm(features, channels=channels, stride=stride)

    def forward(self, x: Tensor) -> Tensor:
        y = self.reduce(x)
        y = self.spatial(y)
        expand = self.expand(y)
        y = self.shortcut(x)
        y = y + expand
        return nn.functional.relu(y)


class Bottleneck(nn.Module):
    """Bottleneck residual block.

    x: (batch, features, height, width)
    Returns (batch, channels, height, width).
    """

    def __init__(self, features: int, width: int, channels: int) -> None:
        super().__init__()
        self.reduce = ConvNorm(features, channels=width, kernel=1, stride=1, padding=0)
        self.spatial = ConvNorm(width, channels=width, kernel=3, stride=1, padding=1)
        self.expand = PlainConvNorm(width, channels=channels, stride=1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.reduce(x)
        y = self.spatial(y)
        y = self.expand(y)
        y = y + x
        return nn.functional.relu(y)


class Resnet50(nn.Module):
    """resnet50.

    x: (batch, 224, 224, 3)
    Returns (batch, 1000).
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv_norm = ConvNorm(3, channels=64, kernel=7, stride=2, padding=3)
        self.max_pool2d = nn.MaxPool2d(3, stride=2, padding=1)
        self.bottleneck = nn.Sequential(
            ProjectedBottleneck(64, width=64, stride=1, channels=256),
            *[Bottleneck(256, width=64, channels=256) for _ in range(2)],
        )
        self.bottleneck_2 = nn.Sequential(
            ProjectedBottleneck(256, width=128, stride=2, channels=512),
            *[Bottleneck(512, width=128, channels=512) for _ in range(3)],
        )
        self.bottleneck_3 = nn.Sequential(
            ProjectedBottleneck(512, width=256, stride=2, channels=1024),
            *[Bottleneck(1024, width=256, channels=1024) for _ in range(5)],
        )
        self.bottleneck_4 = nn.Sequential(
            ProjectedBottleneck(1024, width=512, stride=2, channels=2048),
            *[Bottleneck(2048, width=512, channels=2048) for _ in range(2)],
        )
        self.linear = nn.Linear(2048, 1000)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv_norm(x.movedim(-1, -3))
        x = self.max_pool2d(x)
        x = self.bottleneck(x)
        x = self.bottleneck_2(x)
        x = self.bottleneck_3(x)
        x = self.bottleneck_4(x)
        x = x.mean(dim=(-2, -1))
        return self.linear(x)


def build_model() -> Resnet50:
    """The model with the sizes of the design."""
    return Resnet50()
