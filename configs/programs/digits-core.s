; Handwritten digits on one core: 64 pixels, 48 hidden units with ReLU, 10 scores (systems/workloads/digits).
;   crossweave run puma-digits-core --program configs/programs/digits-core.s
; MVMU 0 holds the first layer, MVMU 1 the second, scaled by 1/4 so that no score saturates. Words have 12 fraction
; bits. The scores and the class of each image go to data memory.

.const IMAGES   400
.const PIXELS   64                  ; words of an image
.const HIDDEN   48
.const CLASSES  10
.const RESULT   CLASSES + 1         ; words of a result: the scores, then the class
.const RESULTS  400 * PIXELS        ; address of the results, behind the images

; Registers
.const IMAGE    0                   ; an image as it comes from memory
.const SUMS     IMAGE + PIXELS      ; the hidden units before their ReLU
.const BIAS1    SUMS + HIDDEN
.const SCORES   BIAS1 + HIDDEN
.const CLASS    SCORES + CLASSES    ; behind the scores, so that one block takes both
.const BIAS2    CLASS + 1
.const BEST     BIAS2 + CLASSES     ; the largest score so far
.const FROM     BEST + 1            ; address of the next image
.const TO       FROM + 1            ; address of the next result
.const END      TO + 1              ; address behind the last image
.const STEP     END + 1             ; words of an image
.const RSTEP    STEP + 1            ; words of a result
.const ZERO     RSTEP + 1           ; filter and rotation of every mvm: none

.core 0
.cells 0, "digits-weights-1.json", 0, 0
.cells 1, "digits-weights-2.json", 0, 0
.data r(BIAS1), "digits-bias-1.json"
.data r(BIAS2), "digits-bias-2.json"
.data r(FROM), 0, RESULTS, IMAGES * PIXELS, PIXELS, RESULT, 0
.memory 0, 1, "digits-images.json"

        load     r(IMAGE), [r(FROM)], 16, PIXELS / 16
next:   alu.shl  xin0.0, r(IMAGE), 8, PIXELS            ; pixels 0..16 become 0..1
        mvm      0b01, r(ZERO), r(ZERO)
        alu-int.add r(FROM), r(FROM), r(STEP)
        brn.ge   r(FROM), r(END), hidden
        load     r(IMAGE), [r(FROM)], 16, PIXELS / 16   ; the next image, while MVMU 0 runs
hidden: alu.add  r(SUMS), xout0.0, r(BIAS1), HIDDEN     ; waits for MVMU 0
        alu.relu xin1.0, r(SUMS), HIDDEN
        mvm      0b10, r(ZERO), r(ZERO)
        alu.add  r(SCORES), xout1.0, r(BIAS2), CLASSES  ; waits for MVMU 1

        copy     r(BEST), r(SCORES), 1, 1               ; the first of the largest scores
        set      r(CLASS), 0
        brn.le   r(SCORES + 1), r(BEST), is2
        copy     r(BEST), r(SCORES + 1), 1, 1
        set      r(CLASS), 1
is2:    brn.le   r(SCORES + 2), r(BEST), is3
        copy     r(BEST), r(SCORES + 2), 1, 1
        set      r(CLASS), 2
is3:    brn.le   r(SCORES + 3), r(BEST), is4
        copy     r(BEST), r(SCORES + 3), 1, 1
        set      r(CLASS), 3
is4:    brn.le   r(SCORES + 4), r(BEST), is5
        copy     r(BEST), r(SCORES + 4), 1, 1
        set      r(CLASS), 4
is5:    brn.le   r(SCORES + 5), r(BEST), is6
        copy     r(BEST), r(SCORES + 5), 1, 1
        set      r(CLASS), 5
is6:    brn.le   r(SCORES + 6), r(BEST), is7
        copy     r(BEST), r(SCORES + 6), 1, 1
        set      r(CLASS), 6
is7:    brn.le   r(SCORES + 7), r(BEST), is8
        copy     r(BEST), r(SCORES + 7), 1, 1
        set      r(CLASS), 7
is8:    brn.le   r(SCORES + 8), r(BEST), is9
        copy     r(BEST), r(SCORES + 8), 1, 1
        set      r(CLASS), 8
is9:    brn.le   r(SCORES + 9), r(BEST), done
        copy     r(BEST), r(SCORES + 9), 1, 1
        set      r(CLASS), 9

done:   store    [r(TO)], r(SCORES), 0, RESULT, 1       ; count 0: nobody consumes it
        alu-int.add r(TO), r(TO), r(RSTEP)
        brn.lt   r(FROM), r(END), next
        hlt
