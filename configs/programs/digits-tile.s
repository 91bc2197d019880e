; Handwritten digits over two cores of a tile: core 0 has the first layer of the network, core 1 the second.
;   crossweave run puma-digits-tile --program configs/programs/digits-tile.s
; The hidden units go from core to core through two buffers in data memory. Nothing else synchronises: core 0 stores to
; a buffer when its words have been consumed, core 1 loads them when they are valid, and each takes the other's turn.
; Arithmetic and results are those of digits-core.s.

.const IMAGES   400
.const PIXELS   64                  ; words of an image
.const HIDDEN   48
.const CLASSES  10
.const RESULT   CLASSES + 1         ; words of a result: the scores, then the class
.const BUFFER0  0
.const BUFFER1  BUFFER0 + HIDDEN
.const FIRST    BUFFER1 + HIDDEN    ; address of the images
.const RESULTS  FIRST + 400 * PIXELS

; Registers of both cores
.const ZERO     0                   ; filter and rotation of every mvm: none
.const LEFT     1                   ; images to come
.const ONE      2
.const NEXT     3                   ; the buffer whose turn it is
.const BOTH     4                   ; the sum of the buffers' addresses: less one of them it is the other
.const AT       5                   ; address of the next image, or of the next result
.const STEP     6                   ; words of an image, or of a result
.const BIAS     8
.const WORK     BIAS + HIDDEN       ; an image, then the hidden units; or hidden units, then scores

.memory FIRST, 1, "digits-images.json"

.core 0
.cells 0, "digits-weights-1.json", 0, 0
.data r(ZERO), 0, IMAGES, 1, BUFFER0, BUFFER0 + BUFFER1, FIRST, PIXELS
.data r(BIAS), "digits-bias-1.json"

image:  load     r(WORK), [r(AT)], 16, PIXELS / 16
        alu.shl  xin0.0, r(WORK), 8, PIXELS             ; pixels 0..16 become 0..1
        mvm      1, r(ZERO), r(ZERO)
        alu-int.add r(AT), r(AT), r(STEP)
        alu-int.sub r(LEFT), r(LEFT), r(ONE)
        alu.add  r(WORK), xout0.0, r(BIAS), HIDDEN      ; waits for the MVMU
        alu.relu r(WORK), r(WORK), HIDDEN
        store    [r(NEXT)], r(WORK), 1, 16, HIDDEN / 16 ; one consumer; waits until the buffer is free
        alu-int.sub r(NEXT), r(BOTH), r(NEXT)
        brn.gt   r(LEFT), r(ZERO), image
        hlt

.core 1
.const SCORES   WORK + HIDDEN
.const CLASS    SCORES + CLASSES    ; behind the scores, so that one block takes both
.const BEST     CLASS + 1           ; the largest score so far
.cells 0, "digits-weights-2.json", 0, 0
.data r(ZERO), 0, IMAGES, 1, BUFFER0, BUFFER0 + BUFFER1, RESULTS, RESULT
.data r(BIAS), "digits-bias-2.json"

hidden: load     xin0.0, [r(NEXT)], 16, HIDDEN / 16     ; waits until core 0 has stored them
        mvm      1, r(ZERO), r(ZERO)
        alu-int.sub r(NEXT), r(BOTH), r(NEXT)
        alu-int.sub r(LEFT), r(LEFT), r(ONE)
        alu.add  r(SCORES), xout0.0, r(BIAS), CLASSES   ; waits for the MVMU

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

done:   store    [r(AT)], r(SCORES), 0, RESULT, 1       ; count 0: nobody consumes it
        alu-int.add r(AT), r(AT), r(STEP)
        brn.gt   r(LEFT), r(ZERO), hidden
        hlt

.tile
        halt
