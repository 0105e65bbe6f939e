namespace SmartCity.Protocols.Gb20999;

/// <summary>Whether a stage has right of way (6.3.2). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum StageState : byte
{
    /// <summary>未放行</summary>
    Waiting = 0x10,

    /// <summary>正在放行</summary>
    Running = 0x20,

    /// <summary>过渡</summary>
    Transition = 0x30,
}
