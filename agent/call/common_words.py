"""Everyday words of telephone English: said by chance, they give no name away."""

from __future__ import annotations

from agent.call.spoken_names import ORDINARY
from agent.call.values.lexicon import listed

COMMON = ORDINARY | frozenset(
    listed(
        """
        street st road rd avenue ave lane ln drive court boulevard blvd square place apartment apt suite
        floor unit north south east west old young gmail yahoo hotmail outlook icloud proton mail com org
        net edu gov test www http https dot have having without because since very much little after
        before being got gets get make made making need needs needed want wants wanted like likes liked
        around other others time times week weeks month months minute minutes hour hours day days year
        years second seconds moment long short big small large high low well oh ah um uh hmm let lets me
        see saw seen look looks know knows known think thinks thought say says said tell told ask asks
        asked asking answer answers question questions help helps helped check checks checking wait waits
        waiting hold holds holding call calls called back come comes came take takes took taken give gives
        gave given put puts set keep keeps kept find finds found work works worked show start starts end
        ends open opens close closed stop stops change changes move moves moved turn use used try tried
        leave left right line lines done fully quite rather really maybe perhaps probably possible
        possibly else instead either neither both every everything anything something nothing always never
        often sometimes soon later early earlier late next previous today's way ways thing things place
        places point points part parts side kind sort bit lot lots while until till than though although
        however yet even still ever once twice another such own few most least less better best worse
        worst easy hard quick quickly slow slowly clear clearly free busy full half whole close near far
        fast nice lovely wonderful excellent brilliant fantastic kindly kind welcome pleasure pleased
        enjoy enjoyed understand understood mean means meant hear heard listen speak spoke spoken talk
        talking spell letter letters write written read reads send sends sent receive received bring
        brings brought pay pays paid cost costs price prices fee fees charge charges deposit card cash
        bill account order orders service services offer offers offered accept agree agreed confirm
        confirms confirmed confirmation cancel cancelled cancellation book books booked reserve reserved
        schedule scheduled slot slots seat seats seating window inside outside indoor outdoor quiet corner
        room rooms door car cars home house office shop store city town country area number numbers code
        codes reference detail details information info date dates address email mail message messages
        note notes phone telephone mobile contact reach able doing going gone goes want having per via
        about above below under over between among through during against into onto upon off out up down
        again further then once all any each how why when where who whom which what whose if unless
        whether because so that this these those them theirs person people man woman men women child
        children kid kids wife husband mother father mom dad son daughter brother sister friend friends
        doctor nurse dentist manager staff member members team guest guests party morning noon evening
        night lunch dinner breakfast drink food menu water wine red white black green blue brown gray grey
        gold golden stone wood woods hill hills lake river field park bridge church king queen page rose
        grace hope faith joy will may mark bill rich frank grant dean price bell ball rice cook baker
        carter mason
        """
    )
)
