using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Protocols.Digest;

/// <summary>What became of a nonce when it was used.</summary>
public enum NonceUse : byte
{
    /// <summary>Ours, in time, and this count was not used before.</summary>
    Fresh,

    /// <summary>Ours, but past its lifetime, or forgotten for want of room.</summary>
    Expired,

    /// <summary>Not issued by us (or before a restart, when the key is not shared).</summary>
    Foreign,

    /// <summary>This count (or, without qop, this nonce) was used before.</summary>
    Replayed,
}

/// <summary>
/// Issues nonces and sees that each count of each is used once. A nonce carries its time and our mark, so issuing one
/// keeps nothing: whoever floods us with unauthenticated requests costs no memory. State begins with the first use the
/// caller found to be rightly signed, and is bounded: when there is no room the oldest is forgotten together with the
/// right to use any as old. Safe for concurrent use.
/// </summary>
public sealed class DigestNonces
{
    private const int TimeBytes = 6, RandomBytes = 4, MarkBytes = 8, AllBytes = TimeBytes + RandomBytes + MarkBytes;

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _lifetime;
    private readonly int _capacity;
    private readonly byte[] _key;
    private readonly Dictionary<string, CountWindow> _used = [];
    private readonly SortedSet<(long Issued, string Nonce)> _byAge = [];
    private long _floor = -1;

    /// <summary>Makes an issuer.</summary>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="lifetime">How long a nonce may be used, from one millisecond; five minutes when null.</param>
    /// <param name="capacity">Most nonces remembered at once; 4096.</param>
    /// <param name="key">32 bytes shared by the nodes of one realm; random when null.</param>
    public DigestNonces(TimeProvider clock, TimeSpan? lifetime = null, int capacity = 4096, byte[]? key = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _clock = clock;
        _lifetime = (long)(lifetime ?? TimeSpan.FromMinutes(5)).TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_lifetime, nameof(lifetime));
        _capacity = capacity;
        _key = key ?? RandomNumberGenerator.GetBytes(32);
    }

    /// <summary>How many nonces are remembered now; never more than the capacity.</summary>
    public int Remembered { get { lock (_gate) return _used.Count; } }

    /// <summary>A new nonce: 24 characters of base64url (old cameras keep it in 32).</summary>
    public string Issue()
    {
        Span<byte> bytes = stackalloc byte[AllBytes];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, Now);
        time[^TimeBytes..].CopyTo(bytes);
        RandomNumberGenerator.Fill(bytes.Slice(TimeBytes, RandomBytes));
        Mark(bytes[..(TimeBytes + RandomBytes)], bytes[^MarkBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>
    /// Uses a nonce once. To be called after the response was found right, so that strangers cannot use up counts.
    /// </summary>
    /// <param name="nonce">As the client sent it.</param>
    /// <param name="count">Its nonce count; 0 without qop, where a nonce serves one request.</param>
    public NonceUse Use(string nonce, uint count)
    {
        if (!TryReadIssued(nonce, out var issued)) return NonceUse.Foreign;
        lock (_gate)
        {
            var now = Now;
            Forget(now);
            if (issued + _lifetime <= now || issued > now) return NonceUse.Expired;
            if (!_used.TryGetValue(nonce, out var window))
            {
                if (issued <= _floor) return NonceUse.Expired;
                if (_used.Count == _capacity && !TryForgetOneOlderThan(issued)) return NonceUse.Expired;
                _used[nonce] = window = new CountWindow();
                _byAge.Add((issued, nonce));
            }
            return window.TryUse(count) ? NonceUse.Fresh : NonceUse.Replayed;
        }
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Forget(long now)
    {
        while (_byAge.Count > 0 && _byAge.Min.Issued + _lifetime <= now) DropOldest();
    }

    private bool TryForgetOneOlderThan(long issued)
    {
        if (_byAge.Min.Issued >= issued) return false;
        _floor = Math.Max(_floor, _byAge.Min.Issued);
        DropOldest();
        return true;
    }

    private void DropOldest()
    {
        var oldest = _byAge.Min;
        _byAge.Remove(oldest);
        _used.Remove(oldest.Nonce);
    }

    private bool TryReadIssued(string nonce, out long issued)
    {
        issued = 0;
        Span<byte> bytes = stackalloc byte[AllBytes];
        if (nonce.Length != AllBytes / 3 * 4 || !Ascii.IsValid(nonce)) return false;
        if (!Base64Url.TryDecodeFromChars(nonce, bytes, out var written) || written != AllBytes) return false;
        Span<byte> mark = stackalloc byte[MarkBytes];
        Mark(bytes[..(TimeBytes + RandomBytes)], mark);
        Span<byte> time = stackalloc byte[8];
        time.Clear();
        bytes[..TimeBytes].CopyTo(time[^TimeBytes..]);
        issued = BinaryPrimitives.ReadInt64BigEndian(time);
        return CryptographicOperations.FixedTimeEquals(mark, bytes[^MarkBytes..]);
    }

    private void Mark(ReadOnlySpan<byte> of, Span<byte> mark)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, of, whole);
        whole[..MarkBytes].CopyTo(mark);
    }

    /// <summary>Which counts were used: the highest, and which of the 63 below it, so that requests may overtake one another.</summary>
    private sealed class CountWindow
    {
        private uint _highest;
        private ulong _seen;

        public bool TryUse(uint count)
        {
            if (count > _highest)
            {
                var by = count - _highest;
                _seen = by >= 64 ? 1 : (_seen << (int)by) | 1;
                _highest = count;
                return true;
            }
            var back = _highest - count;
            if (back >= 64) return false;
            var bit = 1UL << (int)back;
            if ((_seen & bit) != 0) return false;
            _seen |= bit;
            return true;
        }
    }
}
