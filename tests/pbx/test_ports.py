from __future__ import annotations

import socket

import pytest

from agent.errors import PbxUnavailable
from agent.pbx.ports import Port, check_free


def test_a_taken_udp_port_is_named_with_its_setting_and_its_holder() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("127.0.0.1", 0))
        number = holder.getsockname()[1]

        with pytest.raises(PbxUnavailable, match=rf"UDP port {number} .*process \d+.*pbx\.sip_port"):
            check_free([Port("udp", "127.0.0.1", number, "pbx.sip_port")])


def test_a_taken_tcp_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        number = holder.getsockname()[1]

        with pytest.raises(PbxUnavailable, match=rf"TCP port {number} .*pbx\.ami_port"):
            check_free([Port("tcp", "127.0.0.1", number, "pbx.ami_port")])


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(PbxUnavailable, match=r"192\.0\.2\.1"):
        check_free([Port("udp", "192.0.2.1", 5160, "pbx.sip_port")])


def test_free_ports_are_free() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]

    check_free([Port("udp", "127.0.0.1", number, "x"), Port("tcp", "127.0.0.1", number, "x")])
