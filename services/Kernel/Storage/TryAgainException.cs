namespace SmartCity.Kernel.Storage;

/// <summary>The database took nothing of a write, for a reason that passes: trying again helps.</summary>
public sealed class TryAgainException(string message) : Exception(message);
