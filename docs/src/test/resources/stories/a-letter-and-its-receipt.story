# A lawyer invites a client; a letter goes over and comes back as a verified receipt.
lang fr

claire$ pli init --profile avocat --recovery-file claire.mots
Coffre créé : …
Empreinte : …
Feuille de secours : …
client$ pli init --recovery-file client.mots

claire$ pli start --listen /ip4/127.0.0.1/tcp/0
Ouvert. Écoute : /ip4/127.0.0.1/tcp/…. Dernière ouverture : … Échecs depuis : 0.
claire$ pli invite --label Dupont --out dupont.pli-invitation
Invitation <invitation> pour « Dupont », valable jusqu'au …, une seule fois.
…

# Accepting runs a node for as long as it takes.
client$ pli accept dupont.pli-invitation --label "Me Claire"
« Me Claire » est votre correspondant. Non vérifié : appelez-le et lisez les mots de contrôle. Convention de preuve acceptée.
claire$ pli contacts
Dupont  non vérifié  …

# Both read the same eight words aloud.
claire$ pli verify Dupont
Mots de contrôle : <a> <b> <c> <d> <e> <f> <g> <h>
Chiffres : …
…
client$ pli verify "Me Claire" --heard "<a> <b> <c> <d> <e> <f> <g> <h>"
…
« Me Claire » : vérifié de vive voix, le …

# While the other is away a letter waits here, and nowhere else.
claire$ pli send Dupont -m "Maître, voici le projet." --wait 1
[exit 5]
Pli <pli> en attente, uniquement sur votre poste. « Dupont » n'est pas joignable.

client$ pli start --listen /ip4/127.0.0.1/tcp/0
claire$ pli send Dupont -m "Et sa pièce." -f dupont.pli-invitation
…
Pli <second> remis à « Dupont » le …. Accusé de remise valide.
claire$ pli inbox --sent
<pli>  remis  Dupont …
<second>  remis  Dupont …  1 pièce
client$ pli inbox --unread
<pli>  non lu  Me Claire (vérifié de vive voix)  …
<second>  non lu  Me Claire (vérifié de vive voix)  …  1 pièce
client$ pli read <second>
De : Me Claire (vérifié de vive voix). Trajet : …
Et sa pièce.
Pièce 1 : dupont.pli-invitation, …
client$ pli save <second> --to .
[exit 7]
client$ pli save <second> --to . --force
Écrit : …dupont.pli-invitation. Ce fichier est maintenant hors du coffre.

claire$ pli receipt <pli> --out accuse.json
Remis. Accusé signé par …, ES256 et ML-DSA-65 : valide. …
…
claire$ pli lock
Verrouillé. Les clés sont effacées de la mémoire ; les plis pour vous attendent chez leurs expéditeurs.
claire$ pli status
Verrouillé. …
claire$ pli stop
Arrêté.
