package dev.pli.crypto.noise;

import java.util.Arrays;
import java.util.List;

/// A handshake pattern, written as the specification writes it: who sends what, in which order.
///
/// The messages alternate, the initiator's first. Noise rev 34 §7.
public final class Pattern {
  /// libp2p's secure channel. Noise rev 34 §7.5.
  public static final Pattern XX =
      parse(
          "Noise_XX_25519_ChaChaPoly_SHA256",
          """
          -> e
          <- e, ee, s, es
          -> s, se
          """);

  /// Pli's session: XX, with ML-KEM-768 beside the first DH and a pre-shared key at the end.
  public static final Pattern XXHFS_PSK3 =
      parse(
          "Noise_XXhfs+psk3_25519+MLKEM768_ChaChaPoly_SHA256",
          """
          -> e, e1
          <- e, ee, ekem1, s, es
          -> s, se, psk
          """);

  private final String protocolName;
  private final List<List<Token>> messages;
  private final boolean usesPsk;

  private Pattern(String protocolName, List<List<Token>> messages) {
    this.protocolName = protocolName;
    this.messages = messages;
    this.usesPsk = messages.stream().anyMatch(tokens -> tokens.contains(Token.PSK));
  }

  static Pattern parse(String protocolName, String lines) {
    return new Pattern(protocolName, lines.lines().map(Pattern::tokens).toList());
  }

  private static List<Token> tokens(String line) {
    String tokens = line.strip().substring("->".length());
    return Arrays.stream(tokens.split(",")).map(Token::parse).toList();
  }

  String protocolName() {
    return protocolName;
  }

  int messages() {
    return messages.size();
  }

  List<Token> tokens(int message) {
    return messages.get(message);
  }

  static Role sender(int message) {
    return message % 2 == 0 ? Role.INITIATOR : Role.RESPONDER;
  }

  /// Noise rev 34 §9.2: then every `e` is mixed into the key too.
  boolean usesPsk() {
    return usesPsk;
  }

  @Override
  public String toString() {
    return protocolName;
  }
}
