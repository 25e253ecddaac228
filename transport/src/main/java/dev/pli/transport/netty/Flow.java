package dev.pli.transport.netty;

/// Both directions of one blob stream, as the event loop knows them. Event loop only.
final class Flow {
  final Inflow in;
  final Outflow out;
  boolean isLocalDone;
  boolean isRemoteDone;

  Flow(Inflow in, Outflow out) {
    this.in = in;
    this.out = out;
  }

  boolean isOver() {
    return isLocalDone && isRemoteDone;
  }

  void fail(String reason) {
    in.end(false, reason);
    out.fail(reason);
  }
}
