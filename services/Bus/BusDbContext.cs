using Microsoft.EntityFrameworkCore;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus;

/// <summary>The module's tables: cursors, and what was imported. Both are written by plain SQL, in the transaction of what they stand for.</summary>
internal sealed class BusDbContext(DbContextOptions<BusDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock);
