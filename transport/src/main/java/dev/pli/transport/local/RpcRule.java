package dev.pli.transport.local;

import dev.pli.crypto.Rule;

/// What a client of the local socket must not send. docs/spec/local.md §5. A command that refuses
/// is no such error but a result with `ok` false.
enum RpcRule implements Rule {
  /// Longer than [LineReader#MAX_LINE_BYTES]: what follows cannot be told apart, so the client
  /// ends.
  L102_LINE_TOO_LONG(-32600, "Invalid Request"),
  /// Not UTF-8, not JSON, nested deeper than [Json#MAX_DEPTH], or a key twice.
  L103_NOT_JSON(-32700, "Parse error"),
  /// JSON, but no request: a batch, a notification, another version.
  L104_NOT_A_REQUEST(-32600, "Invalid Request"),
  L105_UNKNOWN_METHOD(-32601, "Method not found"),
  /// A parameter is unknown, missing, of another kind or out of its range.
  L106_PARAMETERS(-32602, "Invalid params");

  private final int code;
  private final String message;

  RpcRule(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /// The error code of JSON-RPC 2.0, section 5.1.
  int code() {
    return code;
  }

  /// The standard's own words.
  String message() {
    return message;
  }
}
