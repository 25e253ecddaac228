#!/usr/bin/env bash
# Networks of practices as network namespaces, for tests and by hand: needs root, iproute2 and nftables.
#
#   net.sh probe                              whether this machine allows namespaces, bridges and NAT; says why not
#   net.sh up P                               the provider: a switch and a router, 44.0.0.254
#   net.sh public P NAME N                    a machine at the provider, 44.0.0.N
#   net.sh box P NAME N KIND                  a practice's box, 44.0.0.N; behind it 192.168.N.1 (KIND routed, firewall: 44.0.N.1)
#   net.sh desk P BOX NAME N M                a machine behind that box, 192.168.N.M (routed, firewall: 44.0.N.M)
#   net.sh forward P BOX PORT ADDRESS         the box hands TCP and UDP PORT to a desk (with cone: full cone)
#   net.sh restricted P BOX PORT ADDRESS      the same for senders that were written to before (address-restricted)
#   net.sh move P NAME OLD NEW                another address in the same network, in place of the old one
#   net.sh cable P BOX NAME out|in            the cable of a desk; its address stays
#   net.sh restart P BOX OLD NEW              the box loses carrier and its translations; it comes back at 44.0.0.NEW
#   net.sh rate P NAME MBIT                   what that machine may send
#   net.sh down P                             ends what runs inside, by process id, and removes everything
#
# P is a prefix of this run's own. KIND: routed | firewall (new packets from outside dropped) | open (NAT, nothing dropped) | cone (port-restricted: NAT that keeps
# ports, new packets from outside dropped) | symmetric (NAT with random ports, dropped).
# A namespace is called P and the name; its interface is wan0 at the provider, eth0 at a desk, lan0 inside a box.
set -euo pipefail

setting() { ip netns exec "$1" sh -c "echo $3 >/proc/sys/net/$2"; } # NAMESPACE NAME VALUE
space() { # NAMESPACE
  ip netns add "$1"
  ip -n "$1" link set lo up
  setting "$1" ipv6/conf/default/addr_gen_mode 1
}
plug() { # NAMESPACE DEVICE ADDRESS SWITCH_NAMESPACE BRIDGE PORT GATEWAY: a cable to a switch
  ip -n "$1" link add "$2" type veth peer name "$6" netns "$4"
  ip -n "$4" link set "$6" master "$5" up
  ip -n "$1" link set "$2" up
  ip -n "$1" addr add "$3/24" dev "$2"
  ip -n "$1" route add default via "$7"
}
switch() { # NAMESPACE BRIDGE ADDRESS
  ip -n "$1" link add "$2" type bridge forward_delay 0
  ip -n "$1" link set "$2" up
  ip -n "$1" addr add "$3/24" dev "$2"
  setting "$1" ipv4/ip_forward 1
}
filter() { # NAMESPACE KIND: what a home router does with packets
  local nft="ip netns exec $1 nft"
  case $2 in
    routed) return ;;
    firewall) rule='' ;;
    open | cone) rule='masquerade' ;;
    symmetric) rule='masquerade fully-random' ;;
    *) echo "unknown kind $2" >&2; return 2 ;;
  esac
  [ "$2" = firewall ] || $nft -f - <<-NFT
	table ip nat {
	  set seen { type ipv4_addr; flags timeout; timeout 2m; }
	  chain pre { type nat hook prerouting priority -100; }
	  chain post { type nat hook postrouting priority 100; oifname "wan0" $rule; }
	}
	NFT
  [ "$2" = open ] && return
  # Without dropping, its own RST and its own conntrack entries break every hole that is punched.
  $nft -f - <<-NFT
	table ip f {
	  chain in { type filter hook input priority 0; iifname "wan0" ct state new drop; }
	  chain out { type filter hook forward priority 0; ct status dnat accept; iifname "wan0" ct state new drop; }
	}
	NFT
}
refused() { # NAMESPACE ADDRESS: a packet goes there, through whatever lies between, and its answer comes back
  local said
  said=$(LC_ALL=C timeout 5 ip netns exec "$1" bash -c ": </dev/tcp/$2/9" 2>&1 || true)
  [[ $said == *refused* ]]
}
prefix() { # BOX_NUMBER NAMESPACE: the network behind a box
  if ip netns exec "$2" nft list table ip nat >/dev/null 2>&1; then echo "192.168.$1"; else echo "44.0.$1"; fi
}

case ${1:-} in
  probe)
    p=p$$-
    trap '"$0" down "$p"' EXIT
    "$0" up "$p" && "$0" box "$p" b 1 cone && "$0" desk "$p" b d 1 2 && "$0" rate "$p" d 100 &&
      refused "${p}d" 44.0.0.254 || {
      echo "cannot make network namespaces: root, iproute2, nftables and their kernel modules are needed" >&2
      exit 1
    }
    ;;
  up)
    space "${2}w"
    switch "${2}w" br0 44.0.0.254
    ;;
  public)
    space "$2$3"
    plug "$2$3" wan0 "44.0.0.$4" "${2}w" br0 "v$3" 44.0.0.254
    ;;
  box)
    space "$2$3"
    plug "$2$3" wan0 "44.0.0.$4" "${2}w" br0 "v$3" 44.0.0.254
    if [ "$5" = routed ] || [ "$5" = firewall ]; then
      switch "$2$3" lan0 "44.0.$4.1"
      ip -n "${2}w" route add "44.0.$4.0/24" via "44.0.0.$4"
    else
      switch "$2$3" lan0 "192.168.$4.1"
    fi
    filter "$2$3" "$5"
    ;;
  desk)
    net=$(prefix "$5" "$2$3")
    space "$2$4"
    plug "$2$4" eth0 "$net.$6" "$2$3" lan0 "v$4" "$net.1"
    ;;
  forward)
    for carrier in tcp udp; do
      ip netns exec "$2$3" nft add rule ip nat pre iifname wan0 $carrier dport "$4" dnat to "$5"
    done
    ;;
  restricted)
    ip netns exec "$2$3" nft insert rule ip nat post oifname wan0 ct state new add @seen '{ ip daddr }'
    for carrier in tcp udp; do
      ip netns exec "$2$3" nft add rule ip nat pre iifname wan0 ip saddr @seen $carrier dport "$4" dnat to "$5"
    done
    ;;
  move)
    ip -n "$2$3" addr del "$4/24" dev eth0
    ip -n "$2$3" addr add "$5/24" dev eth0
    ip -n "$2$3" route add default via "${5%.*}.1"
    ;;
  cable)
    ip -n "$2$3" link set "v$4" "$([ "$5" = in ] && echo up || echo down)"
    ;;
  restart)
    ports=$(ip -n "$2$3" -o link show master lan0 | sed -E 's/^[0-9]+: ([^@:]+).*/\1/')
    for port in $ports; do ip -n "$2$3" link set "$port" down; done
    ip -n "$2$3" link set wan0 down # Masquerading forgets its translations with it.
    ip -n "$2$3" addr flush dev wan0
    ip -n "$2$3" addr add "44.0.0.$5/24" dev wan0
    ip -n "$2$3" link set wan0 up
    ip -n "$2$3" route add default via 44.0.0.254
    for port in $ports; do ip -n "$2$3" link set "$port" up; done
    ;;
  rate)
    device=$(ip -n "$2$3" -o link show up | sed -nE 's/^[0-9]+: (eth0|wan0)@.*/\1/p' | head -n 1)
    ip netns exec "$2$3" tc qdisc replace dev "$device" root tbf rate "${4}mbit" burst 64kb latency 100ms
    ;;
  down)
    for space in $(ip netns list | sed -nE "s/^(${2}[^ ]*).*/\1/p"); do
      for pid in $(ip netns pids "$space"); do kill -9 "$pid" 2>/dev/null || true; done
      ip netns del "$space"
    done
    ;;
  *)
    sed -n '2,18p' "$0" >&2
    exit 2
    ;;
esac
