package dev.pli.core.rules;

import dev.pli.core.Event;
import dev.pli.core.conversation.Pli;
import dev.pli.core.delivery.Route;
import java.time.Instant;
import java.util.Optional;

/// How a frame has come: by which route, since when that way stands, and, where it was carried by
/// hand, what came beside it.
record Way(Route route, Instant since, Optional<Event.Carried> carried) {
  static Way over(Link link) {
    return new Way(link.route, link.verified, Optional.empty());
  }

  static Way byHand(Event.Carried carried, Instant now) {
    return new Way(Route.CARRIED, now, Optional.of(carried));
  }

  /// The route of an outgoing pli that this way brought an answer about, where none was known.
  Pli named(Pli pli) {
    return pli.route().isPresent() ? pli : pli.by(route);
  }

  /// The route of an outgoing pli whose receipt this way has brought. What was carried and offered
  /// on this link too came by the link if it was signed for since the link stands.
  Pli taken(Pli pli, Instant signed) {
    boolean isByLink =
        route != Route.CARRIED
            && pli.route().equals(Optional.of(Route.CARRIED))
            && !signed.isBefore(since);
    return isByLink ? pli.by(route) : named(pli);
  }
}
