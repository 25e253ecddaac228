# What must end well though it is wrong: the fact, then what to do, and an exit code for programs.
lang en

anna$ pli status
[exit 4]
! There is no vault in
anna$ pli init --recovery-file anna.words
Vault created: …
Fingerprint: …
…
anna$ pli init --recovery-file again.words
[exit 7]
anna$ pli send Nobody -m hello
[exit 4]
! No correspondent is called "Nobody".
anna$ pli invite --label Bert --out bert.pli-invitation
…
anna$ pli invite --label Bert --out other.pli-invitation
[exit 7]
anna$ pli accept bert.pli-invitation --label Myself
[exit 2]
! This is your own invitation.
anna$ pli accept nowhere.pli-invitation --label Someone
[exit 4]
anna$ pli accept pli:AQDE --label Someone
[exit 2]
! A secret is on the command line
anna$ pli read 0123456789abcdef
[exit 4]
anna$ pli frobnicate
[exit 2]
anna$ pli stop
Stopped. …
