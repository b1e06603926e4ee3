"""How menus put their options, and what stands around them: forms to make training texts of.

``[a|b|]``: one of these. ``{label}``: what the key is for; ``{key}``: the key. By the grammar of the label:
``noun`` (reservations), ``to`` (to book a table), ``do`` (book a table), ``if`` (if you'd like a table).
"""

from __future__ import annotations

PRESS = (
    "[please|just|simply|then|now|kindly|] [press|press|press|press|dial|hit|push|select|choose|enter|tap|touch|key|use|pick] "
    "[|||the number|number|option|the key|button] {key}[ now| on your keypad| on your phone| please| at any time|||||]"
)
SPOKEN = "[press or say|say or press|say or dial|press, or say,] {key}"

NOUN_FIRST = (
    "[for|for|for|for|regarding|concerning|about|with|on|for help with|for information on|for enquiries about|for questions about] "
    "{label}, PRESS.",
    "[if you are|if you're|if you are] [calling|ringing|phoning|contacting us|getting in touch|looking|here] "
    "[about|regarding|for|with|in connection with|with regard to|because of] {label}, PRESS.",
    "if [your call|this|it|your question|your enquiry|your query] [is|concerns|relates to|is about|is regarding|has to do with|is to do with|involves] "
    "{label}, PRESS.",
    "[to reach|to speak to|to speak with|to talk to|to get|to get hold of|to contact|to be connected to|to be put through to|"
    "to get through to|to be transferred to|to ask for|to go to|if you want|if you need|if you would like|if you require|if you're after|if you wish to speak to|"
    "if you'd like to talk to] {label}, PRESS.",
    "[to discuss|to speak to someone about|to ask about|to talk to somebody about|to hear about|to learn about|to enquire about|if you have a question about|"
    "if you want to know about|if you need help with|if you need to talk about|if you'd like to discuss|if you have questions on|should you have a query on|"
    "if you need assistance with|if we can help you with|if you're interested in] {label}, PRESS.",
    "{label}, PRESS.",
    "{label}[ is|:| is on| are on| is under|, that's|, that is|] [number|option|key|] {key}.",
    "{label}? [PRESS|that's {key}|it's {key}|option {key}].",
    "[is it about|calling about|ringing about|need|looking for|wanting|questions about|is your call about] {label}? PRESS.",
    "[callers|patients|guests|customers|anyone] [with questions about|needing|who need|calling about|wanting] {label}[,| should| may| can|, please] PRESS.",
    "for {label}, [that's|it's|you want|you need|use|take|choose|go for|your option is|the number is] [option|number|] {key}.",
    "our {label} [is on|can be reached on|are on|are reached with|will take your call if you press|answer on] {key}.",
    "[those|people] who [want|need|are calling about] {label}, PRESS.",
    "for {label}, SPOKEN.",
    "{label}, SPOKEN.",
)
NOUN_BEHIND = (
    "PRESS [for|for|for|for|to reach|if you want|if you need|if your call is about|if you're calling about|if it's about|to speak to|to get|to go to|"
    "to discuss|to ask about|to talk about|when you are calling about|and we'll connect you to|and you will reach|and you'll be put through to] {label}.",
    "[option|number|key|button|choice|] {key}[ is| is for|:|,| for| gets you| takes you to| connects you to| will take you to| leads to| brings you to| puts you through to] {label}.",
    "[pressing|by pressing|if you press|when you press|with] {key}[,|] [takes you to|you reach|you get|you'll get|gets you|connects you to|you will be connected to|brings you to|you can reach] {label}.",
    "[press|dial|hit] {key}, {label}.",
    "{key} [for|is|is for] {label}.",
    "SPOKEN for {label}.",
    "on {key} [is|are|you'll find|we have|you can reach] {label}.",
)
TO_FIRST = (
    "{label}, PRESS.",
    "[if you would like|if you want|if you wish|if you need|if you're calling|if you are ringing|if you'd like|if you are here|should you wish|should you need|"
    "if you are trying|if you are looking|in order|when you want|if you have|if your call is|if you are calling us] {label}, PRESS.",
    "{label}, [that's|it's|use|choose|take|go for|you want|option|the number is] {key}.",
    "[want|need|looking|wish|calling|would you like|do you want|trying] {label}? PRESS.",
    "[callers|those|anyone|customers|guests|patients] [wanting|wishing|who want|who wish|who need|needing|calling] {label}[,| should| may| can] PRESS.",
    "{label}, SPOKEN.",
)
TO_BEHIND = (
    "PRESS {label}.",
    "PRESS [if you want|if you would like|if you wish|if you need|if you're calling|if you'd like|when you want|should you wish] {label}.",
    "[option|number|key|] {key}[ is|:|,| if you want| if you'd like| allows you| lets you|] {label}.",
    "{key} {label}.",
    "[use|choose|take|select] [option|number|] {key} {label}.",
    "SPOKEN {label}.",
)
DO_FIRST = (
    "[to|if you want to|if you'd like to|if you need to|in order to|if you wish to|if you are calling to|should you need to|if you would like to] {label}, PRESS.",
    "[want to|need to|would you like to|looking to|wish to] {label}? PRESS.",
    "{label}, PRESS.",
    "{label}: {key}.",
)
DO_BEHIND = (
    "PRESS [to|if you want to|if you'd like to|if you need to|if you wish to] {label}.",
    "[option|number|key|] {key} [is to|to|lets you|if you want to] {label}.",
)
IF_FIRST = (
    "{label}, PRESS.",
    "[or |and |] {label}, PRESS.",
    "{label}, [that's|it's|use|choose] {key}.",
    "{label}, SPOKEN.",
)
IF_BEHIND = ("PRESS {label}.", "[option|number|] {key}, {label}.")
SAID = (
    "say {label}, or PRESS.", "for {label}, say {again} or PRESS.", "[you can|you may|please|just|] say {label} or PRESS.",
    "PRESS or say {label}.", "PRESS, or [just|simply|] say {label}.", "for {label}, PRESS or say {again}.",
    "[to choose|for] {label}, [you can|just] say {again}, or PRESS.", "either say {label}, or PRESS.",
)  # fmt: skip
"""``{again}``: the label once more, which is no second option."""
LATE = (
    "or,", "otherwise,", "and", "or", "and finally,", "lastly,", "alternatively,", "in all other cases,", "failing that,", "and last of all,",
    "if none of these [is right|apply|fits|helps][,|:]", "if you [still |]need [something|anything] else,", "for everything else, [that is,|meaning]", "also,", "oh, and",
    "and as always,", "still unsure?", "not sure?", "if you are still there,", "at any time,", "during this message,", "or, if you prefer,",
)  # fmt: skip
BEFORE_ALL = (
    "",
    "",
    "",
    "and",
    "or",
    "also,",
    "now,",
    "then,",
    "next,",
    "again,",
    "second,",
    "first,",
    "if so,",
    "okay,",
)

INTRO = (
    "[thank you for|thanks for] [calling|ringing|phoning|contacting|your call to|getting in touch with|choosing] {business}.",
    "[welcome to|hello and welcome to|hi, this is|you've reached|you have reached|you're through to|good [morning|afternoon|day|evening], [and thank you for calling|this is|you've reached]|"
    "hello, this is|you are connected to|greetings from|this is the [automated|] [line|phone line|service] of|it's] {business}[, how can we help|, where every guest counts|, your local partner|].",
    "{business}[, good morning| welcomes you| thanks you for calling| at your service|, hello].",
    "[thank you|thanks] for [your patience|waiting|holding][, and welcome to {business}|].",
    "we're [glad|happy|pleased] [you called|to hear from you] [at|here at] {business}.",
)
NOTICE = (
    "[this|your] call [may|might|will|is going to|could] be [recorded|monitored|recorded and monitored|taped] [for|to improve|in order to improve|to help with] "
    "[quality|training|our service|security|quality and training purposes].",
    "[calls|all calls|conversations] [are|may be] [recorded|monitored][ for training| for your safety| so that we learn from them|].",
    "[our|the] [opening|office|business|] hours are [from |][monday to friday|daily|every day|weekdays],? [from|between] [nine|eight|ten] [to|until|and] [five|six|seven].",
    "we are [open|closed] [on|every|from|during] [sundays|weekends|public holidays|monday to saturday|the holidays|today].",
    "[please|] [visit|see|go to|find us on|check] our [website|app|web page|online portal] [for|to find] [more information|answers|news|our latest offers|opening times].",
    "if this is [a medical|a real|an|a life threatening] emergency, [please |][hang up and |][dial|call] [nine one one|the emergency services|nine nine nine|one one two].",
    "[please listen carefully|listen closely|please pay attention|please note|please be aware], [as|because|since|that] our [menu|menu options|options|choices] [have|has] [recently |]changed.",
    "by [staying on|continuing] [the line|this call|] you [agree to|accept|consent to] our [terms|privacy policy|recording of this call].",
    "we are [currently |][experiencing|seeing|having] [high|higher than usual|unusually high|heavy] [call volumes|numbers of calls|demand].",
    "[did you know|remember] that [you can|it is possible to] [do most things|book|manage everything|find us] [online|in our app|at any time on the web].",
    "[due to|because of] [the holiday|bad weather|staff training|works], [we close|our lines close|the office closes] [early|at noon|at four] today.",
)
DEEPER = (
    "[please |][choose|select|pick|make a choice] [from|one of] [the following|these|the following options|this list|our departments][ options| choices|].",
    "[thank you|thanks|great|okay|ok|alright|perfect|sure|right|got it|very good|lovely|all right][, just a few more questions|, one more question|, and now|].",
    "[so that|to help] [we|us] [can |][connect|put|direct|get] [you|your call] [to|through to|with] the right [person|place|team|department][, please choose|].",
    "[what|which] [is it|is your call|do you need|are you calling|service do you need|department do you need|can we help you with|would you like][ about|][ today|]?",
    "[you have|there are|here are] [several|the following|a few|four|your|three] [options|choices].",
    "[please |][tell us|let us know] [what|who] you [need|want|are calling about|would like to speak to].",
    "[please |][listen to|wait for] [all|the whole list] [of |][the |]options [before|and then] [choosing|make your choice].",
    "[main menu|reservations menu|next menu|you are in the main menu].",
)
AGAIN = (
    "[hear|repeat|listen to|replay|go through|get] [this|these|the|those] [options|menu|choices|message|list|once more|again][ again| once more| one more time|]",
    "[a repeat|repetition] of [this menu|these options]",
    "[go back|return|get back|go] to the [previous|main|last|start|first] menu", "[go back|start over|start again|go one step back|return to the beginning]",
    "the [previous|main|last] menu",
)  # fmt: skip
REFUSES = (
    "[sorry|i'm sorry|we're sorry|hmm|oh|apologies|pardon|unfortunately|i'm afraid|], [that|this|your entry|your selection|your choice|the key you pressed|that key|that number|what you entered] "
    "[is|was|isn't|wasn't|is not|was not] [a valid|valid|one of the|an available|recognised|available|among our|on the list|a|known|possible|in this menu][ option| choice| choices| options| selection| entry|].",
    "[sorry|i'm sorry|we're sorry|oh|i apologise|], [i|we] [didn't|did not|couldn't|could not|weren't able to|was not able to|don't] "
    "[get|catch|understand|hear|recognise|quite get|process|follow|make out|accept] [that|you|your choice|your selection|what you said|your entry|what you pressed|it].",
    "[invalid|wrong|unknown|incorrect] [entry|choice|selection|option|input|key][. please try again|. try once more|. let's try that again|].",
    "[that|this] [option|choice|key|selection|number] [does not exist|doesn't exist|is not available|isn't available|does not work|has no function|is not in use].",
    "[let's try|please try|try] [that |it |][again|once more|one more time].",
    "[i|we] [heard|received|got] [nothing|no answer|no entry|no input|no selection].",
)
ASKS_WORDS = (
    "[please|now|so|okay|] [tell|tell us|tell me|say|describe|explain|state|let me know|let us know] [in a few words|briefly|in your own words|in one sentence|shortly|in a short phrase|] "
    "[what|why|how|the reason|what it is] [you are calling about|you're calling|we can help|you need|you'd like to do|for your call|you want|brings you to us|we may do for you].",
    "[in a few words|in a sentence|in short|briefly|using a few words|in your own words], [what|why|how|tell me|please say|how may] [are you calling|is this about|can i help|your reason|do you need|what you need|we help you|is the reason for your call][ today|]?",
    "[how|what] [may|can|should] [i|we] [direct|route|connect|help|help you with|do for you][ your call| today|]? [you can say|you might say|try saying|just say|say something like|say things like|for example|for instance], [billing|pay my bill|opening hours|i want to book a room|lost property|technical support][ or {label}|].",
    "[i'm|this is|you are speaking with] [an|the|your] [automated|virtual|digital] [assistant|agent|helper][. i understand full sentences|]. [what|how] [can i|may i|can we] [do|help][ for you| you| you with|][ today|]?",
    "[say|please say|tell me] [the name of the|which] [department|person|service|team] [you want|you need|you are looking for|you'd like].",
    "[to help me|so i can|in order to] [connect|get|route|send] [you|your call] to the right [place|team|person], [tell me|say|please say|describe] [the reason for your call|why you're calling|what you need|what this is about].",
    "[i can|i am able to] [understand|take] [sentences|what you say|natural language]. [what do you need|go ahead and tell me what you need|why are you calling].",
    "[what is|what's] [your call about|the reason for your call|the purpose of your call|this call regarding|it you need][ today|]?",
)
ASKS_NUMBER = (
    "[please|now|first|to continue,|to begin,|so we can find you,|to pull up your account,|so that we can help you faster,|before we go on,|] "
    "[enter|key in|type|type in|punch in|input|dial|use your keypad to enter|enter on your keypad|give us|tap in] "
    "[your|the|us your|the full] [ten digit|full|home|mobile|contact|account|customer|phone|telephone|reference|booking|card|cell|landline|membership|registered|] "
    "[phone number|telephone number|number|number on your account|number you are calling from|number we have for you|reference number|code|digits of your phone number|number including area code]"
    "[,| and|, then|] [followed by|press|end with|finish with|then press|and press|and finish with|then] [the |][pound|hash|pound key|hash key|pound sign|number sign].",
    "[using|with] [your|the] [keypad|telephone keypad|phone's keys], [please |][enter|key in|type|put in] [your|the] [phone number|telephone number|number|account number][. when finished, press pound| followed by hash|, then the pound key|].",
    "[what is|what's|can i have|may we have] [your|the] [phone|telephone|account|customer] number[, please|]? [key it in|enter it|type it|please use the keypad][, then pound| followed by the hash key| now|].",
    "[we|i] [need|will need|ask for] [your|the] [phone|telephone|account] number[. please enter it now| to find your file. enter it| to continue. key it in][, followed by pound| and press hash|].",
    "[enter|key in] [it|the number] [now|again|once more][, followed by pound|, and end with hash|].",
)
WAITS = (
    "[if you|should you] [do not|don't|can't] [have|know|remember|find] [one|it|your number|the number|a number|an account][ to hand| with you|], [please |just |simply |][hold|stay on the line|wait|remain on the line|hold on|hold the line|do nothing].",
    "[otherwise|or|or else], [please |just |simply |][hold|stay on the line|wait|remain on the line|stay with us][ for an operator| and we will connect you| for the next free person|].",
    "[if you are|if you're] [not a customer|new here|a new customer|new to us][ yet|], [please |just |simply |][hold|stay on the line|wait|hold on].",
    "[to speak to someone|without a number|for anything else|no number|if you are unsure], [please |just |simply |][hold|stay on the line|wait|remain on the line|stay on][ and we'll be with you|].",
)
