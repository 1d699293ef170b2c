/** Motion of the pet, as one style sheet: put it in the page once. Reduced motion stops all of it. */
export const petCss = `
.pg-body{animation:pg-breathe 3.6s ease-in-out infinite}
.pg-head{animation:pg-nod 3.6s ease-in-out infinite}
.pg-eye{animation:pg-blink 5.2s linear infinite}
.pg-ear-l{animation:pg-earl 6.4s ease-in-out infinite}
.pg-ear-r{animation:pg-earr 6.4s ease-in-out infinite}
.pg-wag{animation:pg-wag .62s ease-in-out infinite alternate}
.pg-sway{animation:pg-sway 3.2s ease-in-out infinite alternate}
.pg-still{animation:pg-sway 6s ease-in-out infinite alternate}
.pg-sprout{animation:pg-sprout 3.4s ease-in-out infinite alternate}
.pg-flap{animation:pg-flap 3.6s ease-in-out infinite}
.pg-rock{animation:pg-rock 4.4s ease-in-out infinite}
.pg-flutter{animation:pg-flutter 4s ease-in-out infinite}
.pg-wing{animation:pg-wing .34s ease-in-out infinite alternate}
.pg-z1,.pg-z2,.pg-z3{animation:pg-z 3.6s ease-in-out infinite}
.pg-z2{animation-delay:.5s}.pg-z3{animation-delay:1s}
.pg-spark{transform-box:fill-box;transform-origin:center;animation:pg-twinkle 2.2s ease-in-out infinite}
.pg-spark:nth-of-type(2n){animation-delay:.7s}.pg-spark:nth-of-type(3n){animation-delay:1.3s}
.pg-tired .pg-body,.pg-tired .pg-head{animation-duration:5.2s}
.pg-asleep .pg-eye,.pg-asleep .pg-ear-r{animation:none}
.pg-r-eat .pg-head{animation:pg-eat 1.1s ease-in-out 3,pg-nod 3.6s ease-in-out 3.3s infinite}
.pg-r-eat .pg-mouth{animation:pg-chew .28s ease-in-out 10 alternate}
.pg-r-eat .pg-crumb{animation:pg-crumb 1.1s ease-out 3 both}
.pg-r-levelup .pg-all{transform-origin:120px 216px;animation:pg-jump 1.15s cubic-bezier(.3,.1,.3,1) 2}
.pg-r-levelup .pg-ground{transform-origin:120px 219px;animation:pg-land 1.15s cubic-bezier(.3,.1,.3,1) 2}
.pg-r-levelup .pg-burst{transform-origin:120px 130px;animation:pg-burst 1.15s ease-out 2 both}
.pg-r-wave .pg-arm{animation:pg-wave .5s ease-in-out 6 alternate}
.pg-r-wave .pg-head{animation:pg-tilt 1.5s ease-in-out 2,pg-nod 3.6s ease-in-out 3s infinite}
.pg-r-walk .pg-leg-a{animation:pg-step .42s ease-in-out infinite alternate}
.pg-r-walk .pg-leg-b{animation:pg-step .42s ease-in-out infinite alternate-reverse}
.pg-r-walk .pg-all{animation:pg-bob .42s ease-in-out infinite alternate}
@keyframes pg-step{from{transform:rotate(-17deg)}to{transform:rotate(17deg)}}
@keyframes pg-bob{to{transform:translateY(-3px)}}
@keyframes pg-breathe{50%{transform:scale(1.012,1.022)}}
@keyframes pg-nod{50%{transform:translateY(-1.8px)}}
@keyframes pg-blink{0%,94%,100%{transform:scaleY(1)}97%{transform:scaleY(.08)}}
@keyframes pg-earl{0%,86%,100%{transform:rotate(0)}90%{transform:rotate(-6deg)}94%{transform:rotate(2deg)}}
@keyframes pg-earr{0%,40%,52%,100%{transform:rotate(0)}44%{transform:rotate(7deg)}48%{transform:rotate(-2deg)}}
@keyframes pg-wag{from{transform:rotate(-9deg)}to{transform:rotate(15deg)}}
@keyframes pg-sway{from{transform:rotate(-3deg)}to{transform:rotate(5deg)}}
@keyframes pg-sprout{from{transform:rotate(-5deg)}to{transform:rotate(6deg)}}
@keyframes pg-flap{0%,80%,100%{transform:rotate(0)}86%{transform:rotate(-16deg)}92%{transform:rotate(4deg)}}
@keyframes pg-rock{0%,70%,100%{transform:rotate(0)}76%{transform:rotate(-4deg)}82%{transform:rotate(4deg)}88%{transform:rotate(-2deg)}94%{transform:rotate(1deg)}}
@keyframes pg-flutter{0%,100%{transform:translate(0,0)}30%{transform:translate(-7px,6px)}60%{transform:translate(5px,-5px)}}
@keyframes pg-wing{to{transform:scaleX(.45)}}
@keyframes pg-z{0%{opacity:0;transform:translateY(6px)}30%,70%{opacity:1}100%{opacity:0;transform:translateY(-8px)}}
@keyframes pg-twinkle{0%,100%{transform:scale(1);opacity:1}50%{transform:scale(.55);opacity:.5}}
@keyframes pg-eat{0%,100%{transform:none}35%,75%{transform:translateY(20px) scale(1,.97)}55%{transform:translateY(14px)}}
@keyframes pg-chew{to{transform:scaleY(.7)}}
@keyframes pg-crumb{0%,20%{opacity:0;transform:none}40%{opacity:1}100%{opacity:0;transform:translateY(-22px)}}
@keyframes pg-jump{0%,100%{transform:none}12%{transform:scale(1.07,.9)}38%{transform:translateY(-30px) scale(.96,1.05)}62%{transform:translateY(-28px) scale(.98,1.03)}82%{transform:scale(1.06,.93)}}
@keyframes pg-land{0%,82%,100%{transform:none;opacity:1}45%{transform:scaleX(.7);opacity:.5}}
@keyframes pg-burst{0%,14%{opacity:0;transform:scale(.5)}45%{opacity:1;transform:scale(1)}100%{opacity:0;transform:scale(1.16)}}
@keyframes pg-wave{from{transform:rotate(-13deg)}to{transform:rotate(10deg)}}
@keyframes pg-tilt{50%{transform:rotate(-5deg)}}
@media (prefers-reduced-motion:reduce){.pg *{animation:none!important}}
`.trim();
