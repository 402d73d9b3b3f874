"""The architectures that the program can build; adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.networks.architectures._architecture import Architecture
from lamgui.networks.architectures.carn import CARN_ARCHITECTURE
from lamgui.networks.architectures.csnln import CSNLN_ARCHITECTURE
from lamgui.networks.architectures.ddbpn import DDBPN_ARCHITECTURE
from lamgui.networks.architectures.drln import DRLN_ARCHITECTURE
from lamgui.networks.architectures.edsr import EDSR_ARCHITECTURE
from lamgui.networks.architectures.fsrcnn import FSRCNN_ARCHITECTURE
from lamgui.networks.architectures.imdn import IMDN_ARCHITECTURE
from lamgui.networks.architectures.lapsrn import LAPSRN_ARCHITECTURE
from lamgui.networks.architectures.msrn import MSRN_ARCHITECTURE
from lamgui.networks.architectures.pan import PAN_ARCHITECTURE
from lamgui.networks.architectures.rcan import RCAN_ARCHITECTURE
from lamgui.networks.architectures.rdn import RDN_ARCHITECTURE
from lamgui.networks.architectures.rfdn import RFDN_ARCHITECTURE
from lamgui.networks.architectures.rnan import RNAN_ARCHITECTURE
from lamgui.networks.architectures.rrdbnet import RRDBNET_ARCHITECTURE
from lamgui.networks.architectures.san import SAN_ARCHITECTURE
from lamgui.networks.architectures.srcnn import SRCNN_ARCHITECTURE
from lamgui.networks.architectures.srresnet import SRRESNET_ARCHITECTURE

ARCHITECTURES: tuple[Architecture, ...] = (
    CARN_ARCHITECTURE,
    CSNLN_ARCHITECTURE,
    DDBPN_ARCHITECTURE,
    DRLN_ARCHITECTURE,
    EDSR_ARCHITECTURE,
    FSRCNN_ARCHITECTURE,
    IMDN_ARCHITECTURE,
    LAPSRN_ARCHITECTURE,
    MSRN_ARCHITECTURE,
    PAN_ARCHITECTURE,
    RCAN_ARCHITECTURE,
    RDN_ARCHITECTURE,
    RFDN_ARCHITECTURE,
    RNAN_ARCHITECTURE,
    RRDBNET_ARCHITECTURE,
    SAN_ARCHITECTURE,
    SRCNN_ARCHITECTURE,
    SRRESNET_ARCHITECTURE,
)
