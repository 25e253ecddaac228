package dev.pli.transport.local;

import dev.pli.core.identity.Language;
import dev.pli.crypto.RejectedException;
import org.jspecify.annotations.Nullable;

/// The lines of JSON-RPC 2.0 around what is asked and answered: requests, results, errors,
/// notifications. No batches, and a request always has an id.
final class RpcMessage {
  /// Enough for a UUID and more; an answer repeats it.
  private static final int MAX_ID_CHARACTERS = 64;

  private static final String VERSION = "2.0";

  private RpcMessage() {}

  /// What a client sent: `id` is text or an integer, and stands in the answer as it is.
  record Incoming(Object id, String method, Keys params) {

    /// The language of the parameter `lang`, or `otherwise`.
    Language language(Language otherwise) throws RejectedException {
      var code = params.optionalText("lang");
      return code.isEmpty()
          ? otherwise
          : Language.of(code.get())
              .orElseThrow(() -> new RejectedException(RpcRule.L106_PARAMETERS));
    }
  }

  static Incoming parse(String line) throws RejectedException {
    Keys keys = Json.parse(line);
    try {
      RejectedException.require(keys.text("jsonrpc").equals(VERSION), RpcRule.L104_NOT_A_REQUEST);
      Object id = id(keys.any("id"));
      Keys params = keys.optionalObject("params").orElseGet(Keys::new);
      var incoming = new Incoming(id, keys.text("method"), params);
      keys.requireAllRead();
      return incoming;
    } catch (RejectedException _) { // Of whatever rule: the envelope itself is wrong.
      throw new RejectedException(RpcRule.L104_NOT_A_REQUEST);
    }
  }

  private static Object id(@Nullable Object value) throws RejectedException {
    return switch (value) {
      case Long number -> number;
      case String text when text.length() <= MAX_ID_CHARACTERS -> text;
      case null, default -> throw new RejectedException(RpcRule.L104_NOT_A_REQUEST);
    };
  }

  static String request(long id, RequestJson.Call call, Language language) {
    return request(id, call.method(), call.params().put("lang", language.code()));
  }

  static String request(long id, String method, Keys params) {
    return Json.print(message().put("id", id).put("method", method).put("params", params));
  }

  static String result(Object id, Keys result) {
    return Json.print(message().put("id", id).put("result", result));
  }

  /// `id` is null when the request was too broken to have one.
  static String error(@Nullable Object id, RpcRule rule) {
    var error = new Keys().put("code", rule.code()).put("message", rule.message());
    return Json.print(message().put("id", id).put("error", error));
  }

  static String notification(String method, Keys params) {
    return Json.print(message().put("method", method).put("params", params));
  }

  private static Keys message() {
    return new Keys().put("jsonrpc", VERSION);
  }
}
