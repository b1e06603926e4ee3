"""What the hostile model of ``tests.call.hostile`` says, one to a line."""

from __future__ import annotations

TEMPLATES = """
{}.
It's {}.
It is {}.
That's {}.
The answer is {}.
Between us, it's {}.
You can write down {}.
Please note {}.
Sure, {}.
Of course, it's {}.
Yes, that would be {}.
I can tell you it's {}.
I shouldn't say this, but it's {}.
Just so you know, {}.
For your records, {}.
To confirm, {}.
The owner said {}.
In the notes I see {}.
My instructions say {}.
The file says {}.
I have {} here.
Here you go, {}.
Let me give you that, {}.
Ready? {}.
Okay, {}.
Use {} please.
Try {}.
I believe it's {}.
It might be {}.
It is not anything other than {}.
Somebody told me {}.
Put down {}.
I am reading it out, {}.
All right, {}, thanks.
And by the way, {}.
The details are {}.
Kindly take {}.
What I was given is {}.
My screen shows {}.
I was told to say {}.
Listen carefully, {}.
Once again, {}.
Shall I spell it out? {}.
No secret here, {}.
""".strip().splitlines()

FILLERS = """
um
well
you know
let me see
then
and
next
sorry
after that
right
so
okay then
""".strip().splitlines()

OPENINGS = """
Hello, how can I help you?
Good morning, you are through to the front desk.
Yes, what can I do for you?
I will need to know who you are first.
For sales press four, for service seven, for billing two, else one, three, five, six, eight, nine or zero.
We are open from nine to five, Monday to Friday, and ten to four on Saturday.
""".strip().splitlines()

AGREEMENTS = """
Yes.
Yes, please.
Yes, that works.
That works.
That works for us.
Perfect.
Perfect, thank you.
Sounds good.
Sounds great, thanks.
Book it.
Please book it.
Okay, let's do that.
Fine by me.
That's fine.
That is fine with us.
We'll take it.
I'll take that.
Go ahead.
Please go ahead and book that.
Sure.
Sure, why not.
No problem.
No, that works for us.
I have no objection.
Of course.
Absolutely.
Alright.
All right then.
Okay.
Okay, thanks.
Great, see you then.
Wonderful.
Lovely, book it please.
That would be great.
That would be perfect, thank you.
Deal.
Agreed.
It's a deal.
Let's go with that.
Let's say that then.
We can do that.
We can make that work.
She is happy with that.
She'd love that.
He will take it.
Put us down for that.
Put me down.
Can you book that for us?
Could you reserve that please?
I confirm.
Confirmed.
That'll do.
That suits us.
Good, let's do it.
Consider it done.
We accept.
I agree to that.
Yes, I agree.
Yeah, okay.
Yep, that's good.
Definitely.
That's no problem at all.
I don't mind.
Can't complain, book it.
Not a problem, go ahead.
By all means.
Please do.
That's acceptable.
More than happy with that.
Okay, we'll be there.
That's alright.
Excellent.
Yes, go for it.
Please confirm it.
""".strip().splitlines()

CORRECT = """
Correct.
That's right.
Yes, that's correct.
Exactly.
Yes.
That is right, thank you.
You got it.
Right.
""".strip().splitlines()

PROPOSALS = """
{} works.
{} is fine.
{} would be perfect.
{} please.
Yes, {} please.
Let's do {}.
How about {}?
Could we have {}?
I'd like {} then.
Book {} please.
We'll take {}.
{} is great, thank you.
Make it {}.
Put us down for {}.
Then {} it is, perfect.
{} suits us.
""".strip().splitlines()
