package dev.pli.core.evidence;

import dev.pli.crypto.Rule;

/// What a key epoch, an agreement, an offer or a receipt must not say. docs/spec/evidence.md §3-7.
public enum EvidenceRule implements Rule {
  /// A key epoch is not signed by the evidence identity key of the card it names.
  E302_EPOCH_SIGNER,
  /// A key epoch lasts more than seven days, or starts before it was made.
  E303_EPOCH_PERIOD,
  /// Two key epochs of one device do not follow each other.
  E304_EPOCH_CHAIN,
  /// A statement's time is outside its key epoch.
  E305_EPOCH_TIME,
  /// An identity key signs a delivery, or an epoch key signs an epoch.
  E306_KEY_USE,
  /// Both parties are the same.
  E308_SELF_DELIVERY,
  /// The two signed forms of an agreement are not over the same payload.
  E401_AGREEMENT_TWINS,
  /// The parties of an agreement are not the two cards, in order, with their keys.
  E402_AGREEMENT_PARTIES,
  /// The text of an agreement is not the one that its hash names.
  E403_AGREEMENT_TEXT,
  /// A statement's mode was not agreed, or an agreement names other algorithms.
  E404_AGREEMENT_SCOPE,
  /// A statement names another agreement, none, or one that is younger.
  E405_POLICY,
  /// An agreement is signed long after its time, or before it.
  E406_AGREEMENT_AGE,
  /// A receipt is about another pli, agreement, mode or party than the offer.
  E501_BINDING,
  /// A party reference has the fields of the other side's.
  E502_PARTY_REFERENCE,
  /// A receipt answers another offer.
  E503_OFFER,
  /// A receipt is about other content than the offer.
  E504_CONTENT,
  /// A machine signs a person's act, or the reverse.
  E505_ACT,
  /// The ETSI name is not the one of the event.
  E506_ETSI_EVENT,
  /// An offer has no part, or more than 64.
  E509_OFFER_TERMS,
  /// An offer of open mode is signed, or has fields of sealed mode.
  E510_OFFER_MODE,
  /// A receipt has a field that its event does not have.
  E511_EVENT_FIELDS,
  /// A receipt tells another sending time than the offer.
  E513_SENT,
  /// A statement does not stand behind the one it names as previous.
  E602_POSITION,
  /// An event that has no place here: open mode knows `delivered` alone.
  E603_EVENT,
  /// A statement does not follow its signer's last one for this pair.
  E606_REL,
  /// A corrected receipt does not replace the previous one, or is the fourth of its event.
  E607_REDO,
  /// A receipt's time is later than its arrival by more than 120 s.
  E703_LATER_THAN_ARRIVAL,
  /// A statement's time is in the future of the verification by more than 120 s.
  E704_FUTURE,
}
