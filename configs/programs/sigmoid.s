; Eight words through one matrix and the sigmoid, on puma-core-small: y = sigmoid(W x).
.const X    16                   ; addresses in data memory
.const Y    32
.const N    8                    ; words

.cells  0, 0,  0.5, -0.25, 1.0   ; the first two rows of W; all other weights are 0
.cells  0, 1,  1.5
.data   r20, X, Y
.memory X, 1,  1.0, 2.0, -1.0, 0.5, 0.25, -0.5, 3.0, -4.0

        load     xin0.0, [r20], N, 1
        mvm      0b01, r63, r63
        copy     r0, xout0.0, N, 1     ; waits for the MVMU
        alu.sigmoid r8, r0, N
        store    [r21], r8, 0, N, 1    ; 0: a constant, for nobody in particular
        hlt
