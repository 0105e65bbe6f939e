namespace SmartCity.Protocols.Hj212;

/// <summary>Reads the segment of a frame whose check agreed: the header fields of HJ 212-2017 table 4, then CP.</summary>
internal ref struct Hj212Segment
{
    private ReadOnlySpan<byte> _qn, _st, _pw, _mn, _cp;
    private int _cn, _flag, _pnum, _pno;
    private Hj212Deviations _deviations;

    public static FrameError Read(ReadOnlySpan<byte> segment, int declared, Hj212Deviations deviations, out Hj212Frame frame)
    {
        var fields = new Hj212Segment { _cn = -1, _flag = -1, _deviations = deviations };
        fields.ReadHeader(fields.SplitAtCp(segment));
        fields.FindQnInCp();
        fields.JudgeHeader();
        fields.JudgeCp(segment);
        frame = new Hj212Frame
        {
            Segment = segment, Qn = fields._qn, St = fields._st, Cn = fields._cn, Pw = fields._pw, Mn = fields._mn,
            Flag = fields._flag < 0 ? null : (byte)fields._flag, Pnum = fields._pnum, Pno = fields._pno, Cp = fields._cp,
            DeclaredLength = declared, Deviations = fields._deviations,
            Crc = (deviations & Hj212Deviations.ModbusCrc) != 0 ? Hj212CrcVariant.Modbus : Hj212CrcVariant.Standard,
        };
        return fields._cn < 0 || !IsMn(fields._mn) ? FrameError.BadHeader : FrameError.None;
    }

    /// <summary>1..32 letters, digits, hyphens, underscores, points: 24 by the standard, 14, 16, 17 and 20 in the field.</summary>
    public static bool IsMn(ReadOnlySpan<byte> mn)
    {
        foreach (byte c in mn)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)'_' or (byte)'.'))
            {
                return false;
            }
        }

        return mn.Length is >= 1 and <= 32;
    }

    private ReadOnlySpan<byte> SplitAtCp(ReadOnlySpan<byte> segment)
    {
        int start = segment.IndexOf("CP=&&"u8);
        if (start < 0)
        {
            _deviations |= Hj212Deviations.UnclosedCp;
            return segment;
        }

        ReadOnlySpan<byte> rest = segment[(start + 5)..];
        int end = rest.IndexOf("&&"u8);
        _cp = end < 0 ? rest : rest[..end];
        _deviations |= end < 0 ? Hj212Deviations.UnclosedCp : end + 2 < rest.Length ? Hj212Deviations.TextAfterCp : 0;
        ReadOnlySpan<byte> header = segment[..start];
        _deviations |= header.TrimEnd((byte)' ').EndsWith(";"u8) ? 0 : Hj212Deviations.NoSemicolonBeforeCp;
        return header;
    }

    private void ReadHeader(ReadOnlySpan<byte> header)
    {
        while (!header.IsEmpty)
        {
            int end = header.IndexOfAny((byte)';', (byte)',');
            _deviations |= end >= 0 && header[end] == ',' ? Hj212Deviations.CommaInHeader : 0;
            ReadField(end < 0 ? header : header[..end]);
            header = end < 0 ? default : header[(end + 1)..];
        }
    }

    private void ReadField(ReadOnlySpan<byte> field)
    {
        int equals = field.IndexOf((byte)'=');
        ReadOnlySpan<byte> value = equals < 0 ? default : field[(equals + 1)..].Trim((byte)' ');
        switch (equals < 0 ? field : field[..equals].Trim((byte)' '))
        {
            case [(byte)'Q', (byte)'N']: _qn = value; break;
            case [(byte)'S', (byte)'T']: _st = value; break;
            case [(byte)'C', (byte)'N']: _cn = value.Length <= 4 ? Hj212Time.Number(value) : -1; break;
            case [(byte)'P', (byte)'W']: _pw = value; break;
            case [(byte)'M', (byte)'N']: _mn = value; break;
            case [(byte)'F', (byte)'l', (byte)'a', (byte)'g']: _flag = Hj212Time.Number(value) is <= 255 and int flag ? flag : -1; break;
            case [(byte)'P', (byte)'N', (byte)'U', (byte)'M']: _pnum = PartNumber(value); break;
            case [(byte)'P', (byte)'N', (byte)'O']: ReadPno(value); break;
            case []: break;
            default: _deviations |= Hj212Deviations.UnknownHeaderField; break;
        }
    }

    private void ReadPno(ReadOnlySpan<byte> value)
    {
        _pno = PartNumber(value);
        _deviations |= _pnum == 0 ? Hj212Deviations.PnoBeforePnum : 0;
    }

    private static int PartNumber(ReadOnlySpan<byte> value) => Math.Max(0, Hj212Time.Number(value));

    /// <summary>HJ/T 212-2005 acknowledgements carry QN as the first item of CP.</summary>
    private void FindQnInCp()
    {
        if (_qn.IsEmpty && new Hj212Items(_cp).TryGet("QN"u8, out ReadOnlySpan<byte> qn))
        {
            _qn = qn;
        }
    }

    private void JudgeHeader()
    {
        _deviations |= _qn.Length switch
        {
            0 => Hj212Deviations.MissingQn,
            13 => Hj212Deviations.UnixQn,
            17 => 0,
            _ => Hj212Deviations.OddQn,
        };
        bool old = _flag is >= 0 and < 4;
        bool splitSaid = _flag >= 0 && (_flag & 2) != 0;
        bool hexMn = _mn.Length == 24 && _mn.IndexOfAnyExcept("0123456789ABCDEFabcdef"u8) < 0;
        _deviations |= (_flag < 0 ? Hj212Deviations.MissingFlag : 0)
            | (_st.Length == 2 && Hj212Time.Number(_st) >= 0 ? 0 : Hj212Deviations.OddSt)
            | (_pw.Length == 6 ? 0 : Hj212Deviations.OddPw)
            | (hexMn || (_mn.Length == 14 && (old || _flag < 0)) ? 0 : Hj212Deviations.OddMn)
            | (splitSaid == (_pnum > 0 && _pno > 0) ? 0 : Hj212Deviations.PartNumbersDisagree);
    }

    private void JudgeCp(ReadOnlySpan<byte> segment)
    {
        int time = _cp.IndexOf("DataTime="u8);
        int digits = time < 0 ? 0 : _cp[(time + 9)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        _deviations |= (segment.Contains((byte)' ') ? Hj212Deviations.Spaces : 0)
            | (_cp.EndsWith(";"u8) ? Hj212Deviations.TrailingSemicolon : 0)
            | (digits == 17 || (digits < 0 && _cp.Length - time - 9 == 17) ? Hj212Deviations.LongDataTime : 0)
            | (_cp.IndexOf(",EndTime="u8) >= 0 ? Hj212Deviations.CommaBeforeEndTime : 0);
    }
}
